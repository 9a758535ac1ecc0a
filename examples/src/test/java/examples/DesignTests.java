package examples;

import static io.github.windsock.Matchers.text;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Behaviors.silent;
import static java.time.Duration.ofMillis;

import examples.chat.ChatServer;
import examples.feed.PriceFeed;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WebSocketExtension;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.util.List;
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
    @WithEchoServer
    class ReconnectTests {
        @Test
        void comes_back(EchoServer server) {
            server.behave(inTurn(refuse(503), echo().times(1).then(resetConnection()), echo()));
            try (var feed = new PriceFeed(server.uri()).start()) {
                List<Attempt> attempts = server.awaitAttempts(3); // at least three; each knows answer, end, time
                assertRefused(503, attempts.get(0));
                assertBackoff(attempts, atLeast(ofMillis(100)), factor(2));
                server.whileDown(() ->
                        await(server).until(() -> !feed.isConnected())); // connection refused, same port afterwards
                await(server).until(feed::isConnected);
            }
        }
    }

    @Nested
    @WithEchoServer
    class BehaviorTests {
        @Test
        void are_made_in_one_line(EchoServer server) {
            server.behave(push(ofMillis(20), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));
            server.behave(on(text("ping"), reply("pong")) // text is literal, JSON included
                    .otherwise(echo())); // without it, what no rule matches fails the test
            server.at("/feed/{id}").behave(echo().with(latency(ofMillis(80)))); // traits are added with with(..)
            server.behave(
                    echo().with(neverAnswerClose()).with(latency(ofMillis(80)).jitter(ofMillis(20))));
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
