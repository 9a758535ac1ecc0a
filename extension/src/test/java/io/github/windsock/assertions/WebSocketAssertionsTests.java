package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceivedBefore;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.ignoreReceived;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.run;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Gate;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Each assertion about messages against the double that does the thing, and against one that is told not to. */
class WebSocketAssertionsTests extends AssertionsFixture {

    @Nested
    class assert_received {

        @Test
        void waits_for_the_message_on_either_end_and_returns_it() {
            BrowserWebSocket socket = open();
            socket.send("hello 世界");
            assertEquals("hello 世界", assertReceived("hello 世界", socket).text());
            assertReceived("hello 世界", accepted(server));
            socket.send(new byte[] {0, 1, -1});
            assertArrayEquals(
                    new byte[] {0, 1, -1},
                    assertReceived(new byte[] {0, 1, -1}, socket).bytes());
        }

        @Test
        void fails_when_no_message_comes() {
            hastyServer.behave(silent());
            BrowserWebSocket socket = hasty();
            ServerConnection connection = accepted(hastyServer);
            socket.send("hello");
            eventually(socket, () -> !connection.received().isEmpty());
            assertReceived("hello", connection);
            assertFails("""
                    client#1 did not receive text "hello"
                    expected: <text "hello">  but was: <nothing>  (after 150 ms; server#1 has not sent it)

                     ws://127.0.0.1:PORT
                       T ms  client#1  ⇢ connect  /                      origin http://127.0.0.1:PORT
                       T ms  server#1  ⇠ GET /
                       T ms  server#1  ⇢ 101                             permessage-deflate
                       T ms  client#1    open
                     ✓ T ms  client#1  → text  "hello"                   5 B
                     ✓ T ms  server#1  ← text  "hello"                   5 B   claimed at WebSocketAssertionsTests.java:LINE
                    """, () -> assertReceived("hello", socket));
        }

        @Test
        void fails_when_another_message_comes_and_carries_both_for_the_ide() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "hullo");
            AssertionFailedError failure =
                    assertThrows(AssertionFailedError.class, () -> assertReceived("hello", socket));
            assertEquals("""
                    client#1 did not receive text "hello"
                    expected: <text "hello">  but was: <text "hullo">  (after 150 ms; server#1 has not sent it)""", head(failure));
            assertEquals("text \"hello\"", failure.getExpected().getStringRepresentation());
            assertEquals("text \"hullo\"", failure.getActual().getStringRepresentation());
        }

        @Test
        void tells_text_from_binary_and_empty_from_nothing() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "", "a");
            assertReceived("", socket);
            assertThrows(AssertionError.class, () -> assertReceived(new byte[] {'a'}, socket));
            assertReceived("a", socket);
        }

        @Test
        void claims_what_satisfied_it_so_that_the_same_assertion_asks_for_one_more() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "twice");
            assertReceived("twice", socket);
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReceived("twice", socket));
            assertEquals("""
                    client#1 did not receive text "twice"
                    expected: <text "twice">  but was: <nothing>  (after 150 ms; server#1 has sent it once; an earlier \
                    assertion has claimed it, at WebSocketAssertionsTests.java:LINE)""", head(failure).replaceAll("java:[0-9]+", "java:LINE"));
            exchange(socket, "twice");
            assertReceived("twice", socket);
        }

        @Test
        void tells_that_the_test_ignores_what_it_expects() {
            BrowserWebSocket socket = hasty();
            ignoreReceived("heartbeat", socket);
            exchange(socket, "heartbeat", "heartbeat");
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReceived("heartbeat", socket));
            assertEquals("""
                    client#1 did not receive text "heartbeat"
                    expected: <text "heartbeat">  but was: <nothing>  (after 150 ms; server#1 has sent it twice; the test \
                    ignores it, at WebSocketAssertionsTests.java:LINE)""", head(failure).replaceAll("java:[0-9]+", "java:LINE"));
        }

        @Test
        void claims_nothing_when_it_fails() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "here");
            assertThrows(AssertionError.class, () -> assertReceived("there", socket));
            assertReceived("here", socket);
        }

        @Test
        void fails_at_once_on_a_closed_socket() {
            BrowserWebSocket socket = open();
            socket.close(1000, "");
            assertReadyState(CLOSED, socket);
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReceived("x", socket));
            assertEquals("""
                    client#1 did not receive text "x"
                    expected: <text "x">  but was: <nothing>  (client#1 is closed: client#1 closed first, with 1000 "", a normal end; server#1 has not sent it)""", head(failure));
        }

        @Test
        void shows_the_listener_that_is_still_running() {
            Gate listener = new Gate();
            BrowserWebSocket socket = hasty();
            socket.onMessage(event -> listener.pass());
            socket.send("slow");
            listener.awaitReached();
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReceived("slow", socket));
            assertTrue(failure.getMessage().contains("is still running on windsock-page-"), failure.getMessage());
            assertTrue(failure.getMessage().contains("Gate.pass"), failure.getMessage());
            listener.open();
            eventually(socket, () -> PartyLog.of(socket).entries().stream().allMatch(Entry::isHandled));
            assertReceived("slow", socket);
        }

        @Test
        void shows_the_code_of_a_behavior_that_is_still_running() {
            Gate code = new Gate();
            hastyServer.behave(on("slow", run((connection, message) -> code.pass()), reply("done")));
            BrowserWebSocket socket = hasty();
            socket.send("slow");
            code.awaitReached();
            String why = assertThrows(AssertionError.class, () -> assertReceived("done", socket))
                    .getMessage();
            String expected = "; code of server#1's behavior is still running on windsock-worker, of: "
                    + "on(text(\"slow\"), run((connection, message) -> …), reply(\"done\")), given text \"slow\"\n    at ";
            assertTrue(why.replaceFirst("worker-\\d+", "worker").contains(expected), why);
            assertTrue(why.contains("Gate.pass"), why);
            code.open();
            eventually(socket, () -> socket.received().size() == 1);
            assertReceived("done", socket);
            String later = assertThrows(AssertionError.class, () -> assertReceived("done", socket))
                    .getMessage();
            assertFalse(later.contains("still running"), later);
        }
    }

    @Nested
    class assert_received_in_order {

        @Test
        void skips_what_comes_between() {
            BrowserWebSocket socket = open();
            List.of("a", "noise", "b", "c").forEach(socket::send);
            List<Message> found = assertReceivedInOrder(List.of("a", "b", "c"), socket);
            assertEquals(
                    List.of("a", "b", "c"), found.stream().map(Message::text).toList());
            assertReceived("noise", socket);
        }

        @Test
        void fails_when_the_order_is_another() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "b", "a");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReceivedInOrder(List.of("a", "b"), socket));
            assertEquals("""
                    client#1 did not receive these messages in this order
                    expected: <[text "a", text "b"]>  but was: <[text "b", text "a"]>  (after 150 ms; element 2, text "b", \
                    did not come after the one before; server#1 has sent just that)""", head(failure));
        }

        @Test
        void refuses_what_is_no_message() {
            BrowserWebSocket socket = open();
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> assertReceivedInOrder(List.of("a", 5), socket));
            assertEquals(
                    "expected element 1 is a java.lang.Integer; a message is a String, a byte[], a Message or a MessageMatcher",
                    refusal.getMessage());
        }
    }

    @Nested
    class assert_received_exactly {

        @Test
        void passes_for_all_and_no_more() {
            BrowserWebSocket socket = open();
            socket.send("a");
            socket.send(new byte[] {1});
            assertReceivedExactly(List.of("a", new byte[] {1}), socket);
            assertReceivedExactly(List.of(), socket);
        }

        @Test
        void fails_for_one_more_and_claims_nothing() {
            BrowserWebSocket socket = open();
            exchange(socket, "a", "b");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReceivedExactly(List.of("a"), socket));
            assertEquals("""
                    client#1 did not receive exactly these messages
                    expected: <[text "a"]>  but was: <[text "a", text "b"]>  (server#1 has sent just that)""", head(failure));
            assertReceivedExactly(List.of("a", "b"), socket);
        }

        @Test
        void fails_for_one_less() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "a");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReceivedExactly(List.of("a", "b"), socket));
            assertEquals("""
                    client#1 did not receive exactly these messages
                    expected: <[text "a", text "b"]>  but was: <text "a">  (after 150 ms; server#1 has sent just that)""", head(failure));
        }
    }

    @Nested
    class assert_nothing_more_received {

        @Test
        void knows_by_a_fence_on_either_end() {
            BrowserWebSocket socket = open();
            socket.send("x");
            assertReceived("x", socket);
            assertNothingMoreReceived(socket);
            ServerConnection connection = accepted(server);
            assertReceived("x", connection);
            assertNothingMoreReceived(connection);
        }

        @Test
        void fails_for_an_echo_that_is_still_under_way() {
            BrowserWebSocket socket = open();
            socket.send("echo");
            AssertionError failure = assertThrows(AssertionError.class, () -> assertNothingMoreReceived(socket));
            String head = head(failure);
            assertTrue(
                    head.startsWith("client#1 received more\nexpected: <nothing more>  but was: <text \"echo\">"),
                    head);
        }

        @Test
        void knows_on_a_closed_socket() {
            BrowserWebSocket socket = open();
            socket.close();
            assertReadyState(CLOSED, socket);
            assertNothingMoreReceived(socket);
        }

        @Test
        void says_that_nobody_knows_when_the_peer_is_foreign() {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri(), new WebSocket.Listener() {})
                    .join();
            ServerConnection connection = accepted(server);
            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> assertNothingMoreReceived(connection));
            assertEquals(
                    "the other end of server#1 is not Windsock's own, so it is unknown whether it sends more;"
                            + " say for how long to watch, with quietFor(..), or use"
                            + " assertNothingMoreReceivedBefore(last, party)",
                    refusal.getMessage());
            assertNothingMoreReceived(connection, Duration.ofMillis(20));
        }

        @Test
        void watches_for_a_time() {
            BrowserWebSocket socket = open();
            assertNothingMoreReceived(socket, Duration.ofMillis(20));
            socket.send("late");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertNothingMoreReceived(socket, PATIENCE));
            assertEquals("""
                    client#1 received more
                    expected: <nothing more>  but was: <text "late">  (from server#1, within 20 s)""", head(failure));
        }

        @Test
        void asks_the_application_for_a_fence() {
            BrowserWebSocket socket = open();
            socket.send("fence");
            assertNothingMoreReceivedBefore("fence", socket);
            List.of("surprise", "fence").forEach(socket::send);
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertNothingMoreReceivedBefore("fence", socket));
            assertTrue(head(failure).startsWith("client#1 did not receive text \"fence\" next\n"), failure::getMessage);
            assertTrue(head(failure).contains("surprise"), failure::getMessage);
        }
    }

    @Test
    void refuses_to_wait_on_the_loop_of_a_page() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        BrowserWebSocket socket = open();
        socket.onMessage(event -> {
            try {
                assertReceived("never", socket);
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
        });
        socket.send("go");
        await(server).until(() -> thrown.get() != null);
        assertTrue(
                thrown.get().getMessage().startsWith("cannot wait on "),
                thrown.get().getMessage());
        assertTrue(
                thrown.get()
                        .getMessage()
                        .endsWith(": what is waited for could never happen; assert in the test's"
                                + " thread, or look without waiting"),
                thrown.get().getMessage());
    }

    @Test
    void asks_for_a_party() {
        assertEquals(
                "party must not be null",
                assertThrows(NullPointerException.class, () -> assertReceived("x", null))
                        .getMessage());
    }
}
