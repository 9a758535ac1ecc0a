import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import org.junit.jupiter.api.Test;
import spark.Service;

/** Spark 2.9 brings Jetty 9.4. */
@WithEchoServer
class SparkTests {

    @Test
    void both_work(BrowserWebSocket socket) throws Exception {
        Service server = Service.ignite().port(0);
        server.get("/hello", (request, response) -> "hello");
        server.awaitInitialization();
        try {
            Exchange.over(socket, server.port());
        } finally {
            server.stop();
            server.awaitStop();
        }
    }
}
