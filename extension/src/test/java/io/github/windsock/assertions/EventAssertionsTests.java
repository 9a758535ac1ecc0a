package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertEvents;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.Threads;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What a socket has fired, in words; and the assertion about it. */
class EventAssertionsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IN_VAIN = Duration.ofMillis(150);
    private static final String MEGABYTE = "0123456789abcdef".repeat(1 << 16);

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(PATIENCE));
    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final BrowserPage page = BrowserPage.builder().journal(journal).build();

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private BrowserWebSocket open(Behavior behavior) {
        server.behave(behavior);
        return page.open(server.uri());
    }

    /** Not by a behavior, which would be printed with all its text. */
    private BrowserWebSocket openAndSend(String text) {
        BrowserWebSocket socket = open(silent());
        ServerConnection connection = server.awaitConnection();
        connection.send(text);
        connection.close(1000, "");
        return socket;
    }

    private static void eventually(BrowserWebSocket socket, BooleanSupplier condition) {
        Outcome<Boolean> outcome = Recorder.of(socket)
                .await(null, PATIENCE, () -> condition.getAsBoolean() ? Answer.found(true) : Answer.pending());
        assertInstanceOf(Outcome.Met.class, outcome);
    }

    @Nested
    class the_words {

        @Test
        void of_the_tutorial() {
            BrowserWebSocket socket = open(sendMessage("hello").then(closeWith(3005, "bye")));
            assertEvents(List.of("open", "message hello", "close 3005 bye"), socket);
            assertEquals(List.of("open", "message hello", "close 3005 bye"), socket.events());
        }

        @Test
        void of_a_text_are_the_text_as_it_came() {
            String text = " two\nlines, \"quoted\", binary message 01 \u0000 我 ";
            assertEvents(
                    List.of("open", "message " + text, "close 1000"),
                    open(sendMessage(text).then(closeWith(1000, ""))));
        }

        @Test
        void of_bytes_are_hexadecimal_digits_and_no_text_looks_like_them() {
            BrowserWebSocket socket = open(sendMessage(new byte[] {1, (byte) 0xff})
                    .then(sendMessage("01 ff"))
                    .then(sendMessage("binary message 01 ff"))
                    .then(closeWith(1000, "")));
            assertEvents(
                    List.of(
                            "open",
                            "binary message 01 ff",
                            "message 01 ff",
                            "message binary message 01 ff",
                            "close 1000"),
                    socket);
            assertEquals("binary message 01 ff", socket.events().get(1));
        }

        @Test
        void leave_out_what_is_empty() {
            BrowserWebSocket socket =
                    open(sendMessage("").then(sendMessage(new byte[0])).then(closeWith(1001, "")));
            assertEvents(List.of("open", "message", "binary message", "close 1001"), socket);
            assertEvents(List.of("open", "message ", "binary message ", "close 1001 "), socket);
            assertEquals(List.of("open", "message", "binary message", "close 1001"), socket.events());
        }

        @Test
        void of_a_close_frame_without_a_status_are_1005() {
            BrowserWebSocket socket = open(echo());
            assertReadyState(OPEN, socket);
            socket.close();
            assertEvents(List.of("open", "close 1005"), socket);
        }

        @Test
        void of_an_end_without_a_close_frame_are_an_error_and_1006() {
            assertEvents(List.of("open", "error", "close 1006"), open(resetConnection()));
        }

        @Test
        void of_a_refusal_are_an_error_and_1006() {
            assertEvents(List.of("error", "close 1006"), open(refuse(403)));
        }

        @Test
        void of_a_message_of_which_the_journal_keeps_the_ends_are_its_beginning_and_size() {
            BrowserWebSocket socket = openAndSend(MEGABYTE + "!");
            assertEvents(List.of("open", "message " + MEGABYTE + "!", "close 1000"), socket);
            assertEquals(
                    "message \"" + MEGABYTE.substring(0, 120) + "\"… of 1,048,577 B",
                    socket.events().get(1));
        }

        @Test
        void are_those_of_the_present_window() {
            BrowserWebSocket socket = open(echo());
            assertReadyState(OPEN, socket);
            journal.beginWindow(() -> "the next test");
            socket.send("a");
            assertEvents(List.of("message a"), socket);
        }

        @Test
        void of_a_large_message_are_whole() {
            BrowserWebSocket socket = openAndSend(MEGABYTE);
            assertEvents(List.of("open", "message " + MEGABYTE, "close 1000"), socket);
            assertEquals("message " + MEGABYTE, socket.events().get(1));
        }
    }

    @Nested
    class waiting {

        @Test
        void is_for_events_that_are_still_to_come() {
            BrowserWebSocket socket = open(silent());
            ServerConnection connection = server.awaitConnection();
            Threads.onceThisOneWaitsFor(journal, () -> {
                connection.send("a");
                connection.close(3005, "bye");
            });
            assertEvents(List.of("open", "message a", "close 3005 bye"), socket);
        }

        @Test
        void is_for_the_listeners_too() {
            Gate listener = new Gate();
            server.behave(sendMessage("a").then(closeWith(1000, "")));
            BrowserWebSocket socket = page.open(server.uri().toString(), it -> it.onMessage(event -> listener.pass()));
            listener.awaitReached();
            assertEquals(List.of("open"), socket.events());
            listener.open();
            assertEvents(List.of("open", "message a", "close 1000"), socket);
        }

        @Test
        void ends_with_all_events_of_an_open_socket_as_a_fence_tells() {
            BrowserWebSocket socket = open(echo());
            assertEvents(List.of("open"), socket);
            socket.send("a");
            socket.send("b");
            assertEvents(List.of("open", "message a", "message b"), socket);
        }
    }

    @Nested
    class claims {

        @Test
        void what_nobody_has_claimed_and_nothing_for_itself() {
            BrowserWebSocket socket =
                    open(sendMessage("a").then(sendMessage("b")).then(closeWith(1000, "")));
            assertReceived("a", socket);
            assertEvents(List.of("open", "message a", "message b", "close 1000"), socket);
            assertNothingMoreReceived(socket);
            assertEvents(List.of("open", "message a", "message b", "close 1000"), socket);
        }

        @Test
        void nothing_when_it_fails() {
            BrowserWebSocket socket = open(sendMessage("a").then(closeWith(1000, "")));
            assertThrows(AssertionError.class, () -> assertEvents(List.of("open", "message a", "close 1001"), socket));
            assertReceived("a", socket);
        }
    }

    @Nested
    class failing {

        @Test
        void tells_both_lists_and_the_timeline() {
            BrowserWebSocket socket = open(sendMessage("hello").then(closeWith(3005, "bye")));
            assertReadyState(CLOSED, socket);
            AssertionError failure = assertThrows(
                    AssertionError.class, () -> assertEvents(List.of("open", "message hi", "close 3005 bye"), socket));
            assertEquals(
                    "client#1 fired other events\n"
                            + "expected: <[\"open\", \"message hi\", \"close 3005 bye\"]>"
                            + "  but was: <[\"open\", \"message hello\", \"close 3005 bye\"]>  (event 2 differs)",
                    head(failure));
            assertTrue(failure.getMessage().contains("\n\n ws://127.0.0.1:"), failure::getMessage);
        }

        @Test
        void tells_where_long_events_differ() {
            String start = "0123456789".repeat(10);
            BrowserWebSocket socket = open(sendMessage(start + "a"));
            assertReceived(start + "a", socket);
            String shown = "[\"open\", \"message " + start;
            assertFails(
                    "expected: <" + shown + "b\"]>  but was: <" + shown + "a\"]>"
                            + "  (event 2 differs, from character 101 on, after …\"" + start.substring(40) + "\")",
                    List.of("open", "message " + start + "b"),
                    socket);
        }

        @Test
        void shows_json_as_it_is() {
            BrowserWebSocket socket = open(sendMessage("{\"op\":1}"));
            assertReceived("{\"op\":1}", socket);
            assertFails(
                    "expected: <[\"open\", message {\"op\":2}]>  but was: <[\"open\", message {\"op\":1}]>  (event 2 differs)",
                    List.of("open", "message {\"op\":2}"),
                    socket);
        }

        @Test
        void gives_tools_the_whole_values() {
            BrowserWebSocket socket = openAndSend(MEGABYTE.substring(0, 1_000));
            assertReadyState(CLOSED, socket);
            AssertionFailedError failure =
                    assertThrows(AssertionFailedError.class, () -> assertEvents(List.of("open", "close 1000"), socket));
            assertEquals(
                    "[\"open\", \"message " + MEGABYTE.substring(0, 1_000) + "\", \"close 1000\"]",
                    failure.getActual().getStringRepresentation());
        }

        @Test
        void happens_at_once_where_an_event_is_one_too_many() {
            BrowserWebSocket socket = open(sendMessage("a").then(closeWith(3005, "")));
            assertReadyState(CLOSED, socket);
            assertFails(
                    "expected: <[\"open\", \"message a\"]>"
                            + "  but was: <[\"open\", \"message a\", \"close 3005\"]>  (event 3 is one too many;"
                            + " client#1 is closed: server#1 closed first, with 3005 \"\", a code of a library or framework)",
                    List.of("open", "message a"),
                    socket);
        }

        @Test
        void happens_at_once_where_the_socket_is_closed() {
            assertFails(
                    "expected: <[\"error\", \"close 1006\", \"open\"]>"
                            + "  but was: <[\"error\", \"close 1006\"]>  (client#1 is closed with 1006 \"\": the server answered 503 Service Unavailable)",
                    List.of("error", "close 1006", "open"),
                    open(refuse(503)));
        }

        @Test
        void happens_at_once_where_the_close_is_to_come() {
            BrowserWebSocket socket = open(silent().with(neverAnswerClose()));
            assertReadyState(OPEN, socket);
            socket.close();
            assertReadyState(CLOSING, socket);
            assertFails(
                    "expected: <[\"open\"]>  but was: <[\"open\"]>"
                            + "  (client#1 is CLOSING, so its close is still to come)",
                    List.of("open"),
                    socket);
            server.connection(1).reset(); // or the page would wait for its answer
        }

        @Test
        void happens_when_the_events_do_not_come_in_time() {
            Journal hasty = Recorder.create(Settings.defaults().withTimeout(IN_VAIN));
            try (EchoServer slow = EchoServer.builder().journal(hasty).start();
                    BrowserPage quick = BrowserPage.builder().journal(hasty).build()) {
                BrowserWebSocket socket = quick.open(slow.uri());
                slow.awaitConnection(PATIENCE);
                eventually(socket, () -> socket.events().contains("open"));
                assertFails(
                        "expected: <[\"open\", \"message a\"]>  but was: <[\"open\"]>  (after 150 ms; server#1 has not sent it)",
                        List.of("open", "message a"),
                        socket);
            }
        }

        @Test
        void happens_where_a_message_is_under_way() {
            Gate listener = new Gate();
            BrowserWebSocket socket = page.open(server.uri(), it -> it.onMessage(event -> listener.pass()));
            server.awaitConnection().send("a");
            listener.awaitReached();
            listener.openOnceThisThreadWaitsFor(journal); // so it has seen "open" alone
            AssertionError failure = assertThrows(AssertionError.class, () -> assertEvents(List.of("open"), socket));
            assertEquals(
                    "client#1 received more\nexpected: <nothing more>  but was: <text \"a\">"
                            + "  (from server#1, found by pings sent last, in 1 round over 1 connection)",
                    head(failure));
        }

        @Test
        void happens_where_the_journal_has_dropped_events() {
            Journal small = Recorder.create(Settings.defaults().withLimits(8, 1 << 20));
            try (EchoServer pushing = EchoServer.builder().journal(small).start();
                    BrowserPage forgetful = BrowserPage.builder().journal(small).build()) {
                pushing.behave(sendMessage("a")
                        .then(sendMessage("b"))
                        .then(sendMessage("c"))
                        .then(closeWith(1000, "")));
                BrowserWebSocket socket = forgetful.open(pushing.uri());
                assertReadyState(CLOSED, socket);
                AssertionError failure =
                        assertThrows(AssertionError.class, () -> assertEvents(List.of("close 1000"), socket));
                assertTrue(
                        head(failure)
                                .endsWith(
                                        "(the journal dropped older entries; raise windsock.journal.entries or .bytes)"),
                        failure::getMessage);
            }
        }

        private void assertFails(String values, List<String> expected, BrowserWebSocket socket) {
            AssertionError failure = assertThrows(AssertionError.class, () -> assertEvents(expected, socket));
            assertEquals("client#1 fired other events\n" + values, head(failure));
        }

        private String head(Throwable failure) {
            String message = failure.getMessage();
            return message.substring(0, message.indexOf("\n\n"));
        }
    }

    @Nested
    class misuse {

        private final BrowserWebSocket socket = page.open(server.uri());

        @Test
        void words_that_are_no_event() {
            for (String words : List.of(
                    "opened",
                    "open 1",
                    "error 1006",
                    "message: hello",
                    "binary 01",
                    "binary message 1",
                    "close",
                    "close 3005: bye",
                    "close 70000",
                    "")) {
                assertEquals(
                        "expected element 1 is \"" + words
                                + "\", which is not an event; write \"open\", \"message hello\","
                                + " \"binary message 01 ff\", \"error\" or \"close 3005 bye\"",
                        assertThrows(IllegalArgumentException.class, () -> assertEvents(List.of("open", words), socket))
                                .getMessage());
            }
        }

        @Test
        void no_words() {
            assertEquals(
                    "expected must hold an event; socket.events() tells what has been fired so far",
                    assertThrows(IllegalArgumentException.class, () -> assertEvents(List.of(), socket))
                            .getMessage());
        }

        @Test
        void an_open_socket_whose_peer_is_foreign() {
            try (BrowserPage other = BrowserPage.builder().build()) {
                BrowserWebSocket foreign = other.open(server.uri());
                assertEquals(
                        "the other end of client#1 is not Windsock's own, so it is unknown whether more events come;"
                                + " close the socket first, or look at socket.events()",
                        assertThrows(IllegalStateException.class, () -> assertEvents(List.of("open"), foreign))
                                .getMessage());
                foreign.close(3005, "bye");
                assertEvents(List.of("open", "close 3005 bye"), foreign);
            }
        }
    }
}
