import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Javalin 6 brings Jetty 11. */
@WithEchoServer
class JavalinTests {

    private static void exchange(BrowserWebSocket socket) {
        socket.send("hello");
        assertReceived("hello", socket);
        socket.close(3005, "done");
        assertClosedWith(3005, "done", socket);
    }

    private static String get(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hello")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void both_work(BrowserWebSocket socket) throws Exception {
        Javalin server = Javalin.create().get("/hello", context -> context.result("hello")).start(0);
        try {
            exchange(socket);
            assertEquals("hello", get(server.port()));
        } finally {
            server.stop();
        }
    }
}
