package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNoMoreAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.resetOnAccept;
import static io.github.windsock.server.Behaviors.silent;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** What asserts nothing, or can never hold, is refused at once, and says why. */
@Timeout(60)
class SenselessAssertionsTests {

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(50)));
    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final BrowserPage page = BrowserPage.builder().journal(journal).build();

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private static void assertRefusedWith(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static String head(Executable assertion) {
        String message = assertThrows(AssertionError.class, assertion).getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    @Nested
    class what_always_holds {

        private final BrowserWebSocket socket = page.open(server.uri());

        @Test
        void to_be_quiet_for_no_time() {
            String negative = "the quiet period -200 ms is not longer than zero; give a time such as 300 ms";
            assertRefusedWith(negative, () -> assertNothingMoreReceived(socket, ofMillis(-200)));
            assertRefusedWith(negative, () -> quietFor(ofMillis(-200)));
            assertRefusedWith(
                    "the quiet period 0 s is not longer than zero; give a time such as 300 ms",
                    () -> assertNothingMoreReceived(socket, ZERO));
        }

        @Test
        void no_messages_in_order() {
            assertRefusedWith(
                    "expected is empty; give at least one message, or use" + " assertNothingMoreReceived(party)",
                    () -> assertReceivedInOrder(List.of(), socket));
        }

        @Test
        void no_attempts_at_least() {
            assertRefusedWith(
                    "n is 0, and there are always that many; ask for 1 or more, or look at attempts()",
                    () -> server.awaitAttempts(0));
            assertRefusedWith(
                    "n is -1, and there are always that many; ask for 1 or more, or look at attempts()",
                    () -> server.awaitAttempts(-1));
        }

        @Test
        void a_pause_of_less_than_nothing() {
            assertRefusedWith("atLeast(-5 ms) is negative; give zero or longer", () -> atLeast(ofMillis(-5)));
        }
    }

    @Nested
    class what_can_never_hold {

        private final BrowserWebSocket socket = page.open(server.uri());

        @Test
        void fewer_attempts_than_none() {
            assertRefusedWith("expected is -1; give 0 or more", () -> assertAttempts(-1, server));
        }

        @Test
        void a_status_that_does_not_refuse() {
            for (int status : List.of(99, 101, 0, -1, 1000)) {
                String message = "status " + status + " does not refuse an attempt; give one from 200 to 999";
                assertRefusedWith(message, () -> assertRefused(status, socket));
            }
        }

        @Test
        void a_close_frame_that_cannot_be() {
            assertRefusedWith(
                    "the expected reason has 200 bytes in UTF-8, and a Close frame holds at most 123, so no party ever"
                            + " receives it",
                    () -> assertClosedWith(3000, "x".repeat(200), socket));
            assertRefusedWith(
                    "1006 stands for no Close frame, which has no reason; expect the reason \"\"",
                    () -> assertClosedWith(new CloseStatus(1006, "bye"), socket));
            assertRefusedWith(
                    "1005 stands for an empty Close frame, which has no reason; expect the reason \"\"",
                    () -> assertClosedWith(1005, "bye", socket));
            assertRefusedWith(
                    "1015 stands for a failed TLS handshake, and no party reports it: a browser's socket closes with"
                            + " 1006; expect 1006 with the reason \"\"",
                    () -> assertClosedWith(1015, "", socket));
        }

        @Test
        void a_wait_of_less_than_no_time() {
            assertRefusedWith(
                    "timeout -1 ms is negative; use zero to not wait", () -> server.awaitConnection(ofMillis(-1)));
        }
    }

    @Nested
    class fails_at_once {

        @Test
        void a_close_of_what_never_was_open() {
            server.behave(refuse(503));
            BrowserWebSocket refused = page.open(server.uri());
            assertRefused(503, refused);
            assertEquals(
                    "client#1 did not receive text \"x\"\nexpected: <text \"x\">  but was: <nothing>"
                            + "  (client#1 is closed with 1006 \"\": the server answered 503 Service Unavailable; server#1 has not sent it)",
                    head(() -> assertReceived("x", refused)));
            assertNothingMoreReceived(refused);
        }

        @Test
        void a_state_that_is_past_with_what_to_use_instead() {
            BrowserWebSocket socket = page.open(server.uri());
            assertReadyState(OPEN, socket);
            socket.close(1000, "");
            assertReadyState(CLOSED, socket);
            String head = head(() -> assertReadyState(CLOSING, socket));
            assertEquals(
                    "client#1 is not CLOSING\nexpected: <CLOSING>  but was: <CLOSED>  (client#1 is closed: client#1"
                            + " closed first, with 1000 \"\", a normal end; it was CLOSING before: for what is past use assertReadyStates(List.of(CONNECTING, OPEN, CLOSING, CLOSED),"
                            + " ..))",
                    head);
        }
    }

    @Nested
    class a_close {

        @Test
        void with_another_status_says_what_the_party_had_sent() {
            server.behave(silent());
            BrowserWebSocket socket = page.open(server.uri());
            ServerConnection connection = server.awaitConnection();
            assertReadyState(OPEN, socket);
            socket.close(1000, "");
            assertReadyState(CLOSED, socket);
            assertEquals(
                    "client#1 closed with another status\nexpected: <1001 \"stop\">  but was: <1000 \"\">"
                            + "  (client#1 closed first, with 1000 \"\", a normal end)",
                    head(() -> assertClosedWith(1001, "stop", socket)));
            assertEquals(
                    "server#1 closed with another status\nexpected: <1001 \"stop\">  but was: <1000 \"\">"
                            + "  (client#1 closed first, with 1000 \"\", a normal end)",
                    head(() -> assertClosedWith(1001, "stop", connection)));
        }
    }

    @Nested
    class attempts {

        @Test
        void that_are_reset_have_an_end() {
            server.behave(resetOnAccept());
            for (int i = 1; i <= 3; i++) {
                BrowserWebSocket socket = page.open(server.uri());
                assertReadyState(CLOSED, socket);
                Attempt attempt = server.awaitAttempts(i).get(i - 1);
                assertEquals(true, attempt.end().isPresent(), "attempt " + i);
            }
            assertBackoff(server.attempts(), atLeast(ZERO), factor(1));
        }

        @Test
        void more_than_asked_for_are_seen_though_they_came_before() {
            page.open(server.uri());
            server.awaitConnection();
            assertAttempts(1, server);
            assertNoMoreAttempts(server, quietFor(ofMillis(10)));
            page.open(server.uri());
            await(server).until(() -> server.attempts().size() == 2);
            String head = head(() -> assertNoMoreAttempts(server, quietFor(ofSeconds(40))));
            assertEquals(
                    "the server at " + server.uri()
                            + " saw more attempts of clients to connect than the test asked for\n"
                            + "expected: <no more>  but was: <[server#2 GET / 101]>  (within 40 s; ask for those that are to"
                            + " come with assertAttempts(n, server) or server.awaitAttempts(n))",
                    head.replace("GET />", "GET / 101>").replace("GET /]", "GET / 101]"));
        }

        @Test
        void that_come_later_are_waited_for() {
            server.behave(closeWith(4001, "again"));
            page.open(server.uri().toString(), socket -> socket.onClose(event -> page.open(server.uri())));
            server.awaitConnection();
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertNoMoreAttempts(server, quietFor(ofSeconds(40))));
            assertEquals(true, failure.getMessage().contains("[server#2 GET /"), failure::getMessage);
        }

        @Test
        void are_asked_for_one_by_one_as_well() {
            page.open(server.uri());
            page.open(server.uri());
            server.awaitAttempt();
            server.awaitAttempt();
            assertNoMoreAttempts(server, quietFor(ofMillis(10)));
            page.open(server.uri());
            server.awaitAttempts(3);
            assertNoMoreAttempts(server, quietFor(ofMillis(10)));
            assertEquals(List.of(), server.unclaimedAttempts());
        }
    }

    @Test
    void exactly_and_no_more_for_a_time_with_a_peer_that_is_not_ours() throws Exception {
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.uri(), new WebSocket.Listener() {})
                .get();
        ServerConnection connection = server.awaitConnection();
        client.sendText("a", true).get();
        assertReceivedExactly(List.of("a"), connection, quietFor(ofMillis(20)));
        client.sendText("b", true).get();
        client.sendText("c", true).get();
        assertEquals(
                true,
                head(() -> assertReceivedExactly(List.of("b"), connection, quietFor(ofSeconds(40))))
                        .startsWith("server#1 "));
        assertReceivedExactly(List.of("b", "c"), connection, quietFor(ofMillis(20)));
    }
}
