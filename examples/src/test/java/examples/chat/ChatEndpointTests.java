package examples.chat;

import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static java.time.Duration.ofMillis;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WebSocketExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code under test is a server: the recording client works against any URL. */
@ExtendWith(WebSocketExtension.class)
class ChatEndpointTests {

    static final ChatServer CHAT = new ChatServer();
    static int port;

    @BeforeAll
    static void start_the_server_under_test() {
        port = CHAT.start();
    }

    @AfterAll
    static void stop_it() {
        CHAT.close();
    }

    @Test
    void greets(BrowserPage page) {
        BrowserWebSocket socket = page.open("ws://localhost:" + port + "/chat", "v2.chat");
        assertReceived("welcome", socket);
        assertNothingMoreReceived(socket, ofMillis(200)); // a foreign server: quiet for that long
    }
}
