import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import spark.Service;

/** Spark 2.9 brings Jetty 9.4. */
@WithEchoServer
class SparkTests {

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
        Service server = Service.ignite().port(0);
        server.get("/hello", (request, response) -> "hello");
        server.awaitInitialization();
        try {
            exchange(socket);
            assertEquals("hello", get(server.port()));
        } finally {
            server.stop();
            server.awaitStop();
        }
    }
}
