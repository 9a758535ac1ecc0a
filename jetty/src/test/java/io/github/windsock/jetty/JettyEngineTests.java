package io.github.windsock.jetty;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedCleanly;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.server.Behaviors.closeEmpty;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.fragment;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Faults.halfClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.Payload;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server on a real Jetty. */
class JettyEngineTests {

    /** What must come may take its time on a busy machine. */
    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(Duration.ofSeconds(30)));

    private final EchoServer server =
            EchoServer.builder().engine(JettyEngine.class).journal(journal).start();
    private final BrowserPage page =
            BrowserPage.builder().journal(server.journal()).build();

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private BrowserWebSocket open(String... protocols) {
        return assertReadyState(OPEN, page.open(server.uri("/chat?room=a"), protocols));
    }

    static List<Behavior> beyondIt() {
        return List.of(
                closeEmpty(),
                echo().with(fragment(2)),
                echo().with(neverAnswerClose()),
                halfClose(),
                inTurn(echo(), sendMessage("a").then(closeEmpty())));
    }

    @Nested
    class a_connection {

        @Test
        void echoes_and_closes_with_a_reason() {
            BrowserWebSocket socket = open("v2.chat");
            ServerConnection connection = server.awaitConnection();

            socket.send("Grüße");
            assertReceived("Grüße", socket);
            socket.send(new byte[] {1, 2, 3});
            assertReceived(new byte[] {1, 2, 3}, socket);
            socket.close(3005, "我就是要关闭它");

            assertClosedWith(3005, "我就是要关闭它", socket);
            assertClosedWith(3005, "我就是要关闭它", connection);
            assertClosedCleanly(socket);
            assertClosedCleanly(connection);
            assertEquals("/chat?room=a", connection.handshake().target());
            assertEquals("v2.chat", socket.protocol());
        }

        @Test
        void is_closed_by_the_server() {
            BrowserWebSocket socket = open();
            ServerConnection connection = server.awaitConnection();

            connection.send("welcome");
            connection.close(3005, "bye");

            assertReceived("welcome", socket);
            assertClosedWith(3005, "bye", socket);
            assertClosedWith(3005, "bye", connection);
            assertClosedCleanly(connection);
        }

        /** Jetty has the message still in its hands when the Close frame goes out. */
        @Test
        void is_closed_by_the_server_for_a_message() {
            server.behave(echo().times(1).then(closeWith(3005, "bye")));
            BrowserWebSocket socket = open();

            socket.send("hello");

            assertReceived("hello", socket);
            assertClosedCleanly(socket);
            assertClosedCleanly(server.connection(1));
        }

        @Test
        void is_closed_without_a_status() {
            BrowserWebSocket socket = open();
            ServerConnection connection = server.awaitConnection();

            socket.close();

            assertClosedWith(CloseStatus.NO_STATUS, connection);
            assertClosedCleanly(connection);
        }

        @Test
        void is_dropped_by_the_server() {
            BrowserWebSocket socket = open();
            server.awaitConnection().drop();

            assertClosedWith(CloseStatus.ABNORMAL, socket);
            assertReadyState(CLOSED, server.connection(1));
        }

        @Test
        void is_lost_by_the_client() {
            BrowserWebSocket socket = open();
            ServerConnection connection = server.awaitConnection();

            socket.inspect().abort();

            assertClosedWith(CloseStatus.ABNORMAL, connection);
        }

        @Test
        void carries_pings_both_ways() {
            BrowserWebSocket socket = open();
            server.awaitConnection().ping(Payload.of(new byte[] {7}));
            socket.inspect().ping();

            assertNothingMoreReceived(socket);
            assertNothingMoreReceived(server.connection(1));
        }

        @Test
        void is_told_1001_when_the_server_stops() {
            BrowserWebSocket socket = open();
            server.close();

            assertClosedWith(1001, "server stopping", socket);
        }

        @Test
        void compresses_if_both_can() {
            BrowserWebSocket socket = open();
            socket.send("a".repeat(10_000));
            assertReceived("a".repeat(10_000), socket);

            assertEquals(
                    socket.extensions(),
                    server.connection(1).handshake().extensions().orElse(""));
        }
    }

    @Nested
    class behaviors {

        @Test
        void that_send_push_and_close() {
            server.behave(inTurn(
                    sendMessage("welcome").then(closeWith(3005, "bye")),
                    push(Duration.ofMillis(1), "tick").times(3).then(silent()),
                    refuse(503),
                    dropConnection(),
                    echo().with(latency(Duration.ofMillis(1))).with(neverAnswerPing())));

            BrowserWebSocket first = page.open(server.uri());
            assertReceived("welcome", first);
            assertClosedWith(3005, "bye", first);
            BrowserWebSocket second = page.open(server.uri());
            List.of(1, 2, 3).forEach(n -> assertReceived("tick", second));
            assertRefused(503, page.open(server.uri()));
            assertClosedWith(CloseStatus.ABNORMAL, page.open(server.uri()));
            BrowserWebSocket last = page.open(server.uri());
            assertReadyState(OPEN, last);
            last.send("late");
            assertReceived("late", last);
        }

        @ParameterizedTest
        @MethodSource("io.github.windsock.jetty.JettyEngineTests#beyondIt")
        void beyond_it_are_refused(Behavior behavior) {
            String refusal = assertThrows(UnsupportedOperationException.class, () -> server.behave(behavior))
                    .getMessage();

            assertEquals(
                    "the engine jetty cannot play " + behavior,
                    refusal.substring(0, refusal.indexOf(", which takes ")));
            assertEquals("; leave the engine out for this test", refusal.substring(refusal.indexOf(';')));
        }

        @Test
        void of_the_test_beyond_it_are_refused() {
            open();
            ServerConnection connection = server.awaitConnection();

            assertEquals(
                    "the engine jetty cannot play an empty Close frame, which takes every close code;"
                            + " leave the engine out for this test",
                    assertThrows(UnsupportedOperationException.class, connection::close)
                            .getMessage());
            assertThrows(UnsupportedOperationException.class, () -> connection.behave(closeEmpty()));
            assertThrows(UnsupportedOperationException.class, server::goDown);
        }
    }
}
