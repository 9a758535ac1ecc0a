package examples.jetty;

import static io.github.windsock.Matchers.request;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.jetty.HttpBeside.assertRequested;
import static io.github.windsock.jetty.HttpReply.respond;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.jetty.HttpBeside;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A client asks the same server over HTTP before it connects. */
@WithEchoServer
class LoginFirstTests {

    @Test
    void asks_over_http_first(EchoServer server, BrowserWebSocket socket) throws Exception {
        HttpBeside.of(server).get("/info", respond(200).json("{\"websocket\":true}"));

        assertEquals("{\"websocket\":true}", get("http://localhost:" + server.port() + "/info")); // your client
        assertRequested(request("GET", "/info"), server);

        socket.send("hello");
        assertReceived("hello", socket);
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
