import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserWebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What all of these tests do with Windsock, and with the server beside it. */
final class Exchange {

    private Exchange() {}

    static void over(BrowserWebSocket socket) {
        socket.send("hello");
        assertReceived("hello", socket);
        socket.close(3005, "done");
        assertClosedWith(3005, "done", socket);
    }

    static void over(BrowserWebSocket socket, int port) throws Exception {
        over(socket);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hello"))
                .build();
        assertEquals(
                "hello",
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
