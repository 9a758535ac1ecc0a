import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.javalin.Javalin;
import org.junit.jupiter.api.Test;

/** Javalin 6 brings Jetty 11. */
@WithEchoServer
class JavalinTests {

    @Test
    void both_work(BrowserWebSocket socket) throws Exception {
        Javalin server = Javalin.create()
                .get("/hello", context -> context.result("hello"))
                .start(0);
        try {
            Exchange.over(socket, server.port());
        } finally {
            server.stop();
        }
    }
}
