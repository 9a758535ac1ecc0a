package examples;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.silent;
import static java.time.Duration.ofMillis;

import examples.chat.ChatServer;
import examples.feed.PriceFeed;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WebSocketExtension;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The samples of the design, word for word: if one of them does not compile or pass, the design is broken. */
class DesignTests {

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

    @Nested
    @WithEchoServer(
            alias = "echo.websocket.org") // that name leads to the embedded server, for injected sockets and pages
    class HelloWebSocketTests {
        @Test
        void says_hello_and_closes_with_a_reason(BrowserWebSocket socket) { // injected OPEN
            assertReadyState(OPEN, socket);
            socket.send("hello WebSocket");
            assertReceived("hello WebSocket", socket);
            socket.close(3005, "我就是要关闭它");
            assertClosedWith(3005, "我就是要关闭它", socket);
        }
    }

    @Nested
    @WithEchoServer
    class PriceFeedTests {
        @Test
        void subscribes_and_shows_the_price(EchoServer server) {
            server.behave(silent()); // no echo: the test answers
            try (var feed = new PriceFeed(server.uri("/prices")).start()) { // any client library
                ServerConnection connection =
                        server.awaitConnection(); // the next one, each call; fails with the timeline
                assertReceived("{\"op\":\"subscribe\"}", connection); // the same assertions hold on both ends
                connection.send("{\"price\": 42}");
                await(server).until(() -> feed.price() == 42); // your own state: Awaitility, woken by the traffic
                connection.close(3005, "maintenance");
                assertClosedWith(3005, "maintenance", connection); // what your client answered
            }
        }
    }

    @Nested
    @ExtendWith(WebSocketExtension.class)
    class ChatEndpointTests {
        @Test
        void greets(BrowserPage page) {
            BrowserWebSocket socket = page.open("ws://localhost:" + port + "/chat", "v2.chat");
            assertReceived("welcome", socket);
            assertNothingMoreReceived(socket, ofMillis(200)); // a foreign server: quiet for that long
        }
    }
}
