package io.github.windsock.assertions;

import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.Matchers.textMatching;
import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.claimReceived;
import static io.github.windsock.assertions.WebSocketAssertions.ignoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.silent;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
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

/** Assertions by matcher that have to know what is under way. */
@Timeout(60)
class FencedMatcherTests {

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(20)));
    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final BrowserPage page = BrowserPage.builder().journal(journal).build();

    @AfterEach
    void end() {
        page.close();
        server.close();
    }

    private BrowserWebSocket open() {
        return assertReadyState(OPEN, page.open(server.uri()));
    }

    private WebSocket foreign() {
        server.behave(silent());
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.uri(), new WebSocket.Listener() {})
                .join();
    }

    private static String head(Executable assertion) {
        String message = assertThrows(AssertionError.class, assertion).getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    private static void assertStartsWith(String expected, String actual) {
        assertTrue(actual.startsWith(expected), actual);
    }

    @Nested
    class not_received {

        @Test
        void passes_when_only_others_come() {
            BrowserWebSocket socket = open();
            socket.send("a");
            socket.send("b");
            assertNotReceived(textContaining("error"), socket);
            assertNotReceived("c", server.awaitConnection());
            assertReceivedExactly(List.of("a", "b"), socket);
        }

        @Test
        void finds_what_is_still_under_way() {
            server.behave(echo().with(io.github.windsock.server.Behaviors.latency(ofMillis(30))));
            BrowserWebSocket socket = open();
            socket.send("fine");
            socket.send("an error");
            assertStartsWith("""
                    client#1 received textContaining("error")
                    expected: <nothing more>  but was: <text "an error">""", head(() -> assertNotReceived(textContaining("error"), socket)));
        }

        @Test
        void by_code_of_the_user_too() {
            BrowserWebSocket socket = open();
            socket.send("fine");
            socket.send("an error");
            assertStartsWith(
                    """
                    client#1 received message("an error", …)
                    expected: <nothing more>  but was: <text "an error">""",
                    head(() -> assertNotReceived(
                            message("an error", it -> it.text().contains("error")), socket)));
            assertReceived("an error", socket);
            assertNotReceived(message("an error", it -> it.text().contains("error")), socket);
        }

        @Test
        void after_the_close_is_known_at_once() {
            BrowserWebSocket socket = open();
            socket.send("a");
            assertReceived("a", socket);
            socket.close();
            assertReadyState(CLOSED, socket);
            assertNotReceived("a", socket);
        }

        @Test
        void on_another_socket_does_not_count() {
            BrowserWebSocket one = open();
            BrowserWebSocket other = open();
            other.send("an error");
            assertNotReceived(textContaining("error"), one);
            assertReceived("an error", other);
        }

        @Test
        void of_a_foreign_peer_takes_a_time_to_watch() {
            WebSocket foreign = foreign();
            ServerConnection connection = server.awaitConnection();
            foreign.sendText("a", true).join();
            assertReceived("a", connection);
            assertStartsWith(
                    "the other end of server#1 is not Windsock's own",
                    assertThrows(IllegalStateException.class, () -> assertNotReceived("b", connection))
                            .getMessage());
            assertNotReceived(text("b"), connection, quietFor(ofMillis(5)));
            foreign.sendText("b", true).join();
            foreign.sendText("c", true).join();
            assertStartsWith(
                    "server#1 received text(\"b\")\n",
                    head(() -> assertNotReceived(text("b"), connection, quietFor(ofSeconds(20)))));
            foreign.abort();
        }
    }

    @Nested
    class so_many {

        @Test
        void are_proved_by_a_fence() {
            server.behave(push(ofMillis(1), n -> "tick " + n).times(3));
            BrowserWebSocket socket = open();
            assertEquals(3, assertReceived(3, textContaining("tick"), socket).size());
            assertNothingMoreReceived(socket);
        }

        @Test
        void find_the_one_too_many_that_is_under_way() {
            server.behave(push(ofMillis(5), n -> "tick " + n).times(4));
            BrowserWebSocket socket = open();
            assertStartsWith(
                    """
                    client#1 received textContaining("tick") more than 3 times
                    expected: <nothing more>  but was: <text "tick 4">""",
                    head(() -> assertReceived(3, textContaining("tick"), socket))
                            .replace("tick 3", "tick 4"));
        }
    }

    @Nested
    class ignored {

        @Test
        void messages_are_seen_by_no_assertion() {
            server.behave(echo());
            BrowserWebSocket socket = open();
            socket.send("heartbeat");
            ignoreReceived("heartbeat", socket);
            socket.send("a");
            socket.send("heartbeat");
            socket.send("b");
            assertReceivedExactly(List.of("a", "b"), socket);
            socket.send("heartbeat");
            assertNothingMoreReceived(socket);
            assertEquals(5, socket.received().size());
            assertTrue(
                    journal.timeline().toString().contains("ignored at FencedMatcherTests.java:"),
                    journal.timeline()::toString);
        }

        @Test
        void is_by_code_of_the_user_too_and_on_that_party_alone() {
            BrowserWebSocket socket = open();
            ignoreReceived(message("noise", it -> it.text().startsWith("noise")), socket);
            socket.send("noise 1");
            socket.send("a");
            assertReceivedExactly(List.of("a"), socket);
            assertReceivedExactly(List.of("noise 1", "a"), server.awaitConnection());
        }

        @Test
        void ends_with_the_test() {
            BrowserWebSocket socket = open();
            ignoreReceived("heartbeat", socket);
            journal.beginWindow(() -> "another test");
            socket.send("heartbeat");
            assertReceived("heartbeat", socket);
        }
    }

    @Nested
    class claimed {

        @Test
        void are_all_that_were_sent_before() {
            BrowserWebSocket socket = open();
            socket.send("a");
            socket.send("b");
            assertEquals(List.of(Message.text("a"), Message.text("b")), claimReceived(socket));
            assertEquals(List.of(), claimReceived(socket));
            socket.send("c");
            assertReceivedExactly(List.of("c"), socket);
        }

        @Test
        void do_not_wait_for_what_goes_on_for_ever() {
            server.behave(push(ofMillis(1), n -> "tick " + n));
            BrowserWebSocket socket = open();
            assertReceived(textMatching("tick \\d+"), socket);
            claimReceived(socket);
        }

        @Test
        void of_a_foreign_peer_take_a_time() {
            WebSocket foreign = foreign();
            ServerConnection connection = server.awaitConnection();
            foreign.sendText("a", true).join();
            assertThrows(IllegalStateException.class, () -> claimReceived(connection));
            assertReceived("a", connection);
            assertEquals(List.of(), claimReceived(connection, quietFor(ofMillis(5))));
            foreign.abort();
        }
    }

    @Nested
    class a_timeout_of_its_own {

        @Test
        void holds_for_what_waits_in_it_and_the_inner_one_wins() {
            BrowserWebSocket socket = open();
            assertEquals(
                    "(after 7 ms; server#1 has not sent it)",
                    lastWords(() -> waitingUpTo(
                            ofSeconds(9), () -> waitingUpTo(ofMillis(7), () -> assertReceived("a", socket)))));
            assertEquals(
                    "(after 8 ms; server#1 has not sent a Close frame)",
                    lastWords(() -> waitingUpTo(ofMillis(8), () -> {
                        assertReadyState(CLOSED, socket);
                    })));
            AssertionError none =
                    assertThrows(AssertionError.class, () -> waitingUpTo(ofMillis(9), () -> server.awaitAttempts(2)));
            assertTrue(none.getMessage().contains("after 9 ms"), none.getMessage());
            socket.send("b");
            assertEquals(
                    "b",
                    waitingUpTo(ofSeconds(20), () -> assertReceived("b", socket))
                            .text());
        }

        private static String lastWords(Executable assertion) {
            String head = head(assertion);
            return head.substring(head.indexOf("(after"));
        }

        @Test
        void is_longer_than_zero() {
            assertEquals(
                    "waiting up to 0 s waits for nothing; give a time that is longer than zero",
                    assertThrows(IllegalArgumentException.class, () -> waitingUpTo(ofMillis(0), () -> "a"))
                            .getMessage());
        }
    }
}
