package examples.chat;

import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static java.time.Duration.ofMillis;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WebSocketExtension;
import jakarta.websocket.DeploymentException;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code under test is a server: the recording client works against any URL. */
@ExtendWith(WebSocketExtension.class)
class ChatEndpointTests {

    static Server chat;
    static int port;

    @BeforeAll
    static void start_the_server_under_test() throws DeploymentException {
        chat = new Server("localhost", -1, "", null, ChatEndpoint.class); // -1: any free port
        chat.start();
        port = chat.getPort();
    }

    @AfterAll
    static void stop_it() {
        chat.stop();
    }

    @Test
    void greets(BrowserPage page) {
        BrowserWebSocket socket = page.open("ws://localhost:" + port + "/chat", "v2.chat");
        assertReceived("welcome", socket);
        assertNothingMoreReceived(socket, ofMillis(200)); // a foreign server: quiet for that long
    }
}
