package io.github.windsock.assertions;

import static io.github.windsock.Matchers.text;
import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.broadcast;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.neverOpen;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.slowOpen;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** "Nothing more" and "exactly": what was done before the question is decided before the answer, at any speed. */
@Timeout(60)
class FenceTests {

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(20)));
    private final Gate engine = new Gate();
    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final List<BrowserPage> pages = new ArrayList<>();
    private final BrowserPage page = page();

    @AfterEach
    void close() {
        engine.open();
        pages.forEach(BrowserPage::close);
        server.close();
    }

    private BrowserPage page() {
        BrowserPage page = BrowserPage.builder().journal(journal).build();
        pages.add(page);
        return page;
    }

    private BrowserWebSocket open() {
        return open(page);
    }

    private BrowserWebSocket open(BrowserPage page) {
        return assertReadyState(OPEN, page.open(server.uri()));
    }

    private void blockEngine() {
        EngineThread.block(server, engine);
    }

    private static void assertMore(String message, Executable assertion) {
        AssertionError failure = assertThrows(AssertionError.class, assertion);
        String head = failure.getMessage().substring(0, failure.getMessage().indexOf("\n\n"));
        assertTrue(head.contains(" received more\nexpected: <nothing more>  but was: <" + message + ">"), head);
    }

    private static String unsure(Executable assertion) {
        String message = assertThrows(AssertionError.class, assertion).getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    @Nested
    class a_message_that_is_under_way {

        @Test
        void from_a_listener_of_the_page() {
            Gate listener = new Gate();
            BrowserWebSocket socket = open();
            socket.onMessage(event -> {
                listener.pass();
                socket.send("answer");
            });
            ServerConnection connection = server.awaitConnection();
            connection.behave(silent());
            connection.send("question");
            listener.awaitReached();
            listener.openOnceThisThreadWaitsFor(journal);
            assertMore("text \"answer\"", () -> assertNothingMoreReceived(connection));
        }

        @Test
        void from_another_connection_into_the_same_room() {
            server.behave(broadcast("lobby"));
            BrowserPage other = page();
            BrowserWebSocket sender = open(other);
            BrowserWebSocket receiver = open();
            Gate task = new Gate();
            other.run(() -> {
                task.pass();
                sender.send("x");
            });
            task.awaitReached();
            task.openOnceThisThreadWaitsFor(journal);
            assertMore("text \"x\"", () -> assertNothingMoreReceived(receiver));
        }

        @Test
        void through_a_chain_of_sockets_and_pages() {
            server.behave(broadcast("lobby"));
            BrowserWebSocket last = open();
            BrowserWebSocket first = open(page());
            for (int i = 1; i <= 20; i++) {
                BrowserWebSocket next = open(page());
                String mine = "hop " + i;
                String further = "hop " + (i + 1);
                next.onMessage(event -> {
                    if (event.message().text().equals(mine)) {
                        next.send(further);
                    }
                });
            }
            first.send("hop 1");
            for (int i = 1; i <= 21; i++) {
                assertReceived("hop " + i, last);
            }
            first.send("hop 1");
            assertReceivedExactly(
                    IntStream.rangeClosed(1, 21).mapToObj(i -> "hop " + i).toList(), last);
        }

        @Test
        void that_the_server_has_not_read_yet() {
            BrowserWebSocket socket = open();
            blockEngine();
            socket.send("echo");
            engine.openOnceThisThreadWaitsFor(journal);
            assertMore("text \"echo\"", () -> assertNothingMoreReceived(socket));
        }

        @Test
        void of_a_behavior_that_is_not_installed_yet() {
            server.behave(silent());
            BrowserWebSocket socket = open();
            ServerConnection connection = server.awaitConnection();
            blockEngine();
            connection.behave(push(ofMillis(8), "p").times(1).then(silent()));
            engine.openOnceThisThreadWaitsFor(journal);
            assertMore("text \"p\"", () -> assertNothingMoreReceived(socket));
        }

        @Test
        void of_a_behavior_that_has_only_begun() {
            server.behave(sendMessage("a")
                    .then(sendMessage("b"))
                    .then(sendMessage("c"))
                    .then(silent()));
            BrowserWebSocket socket = open();
            assertReceived("a", socket);
            assertReceived("b", socket);
            assertMore("text \"c\"", () -> assertNothingMoreReceived(socket));
        }

        @Test
        void of_a_server_that_opens_late() {
            server.behave(slowOpen(ofMillis(50)).then(sendMessage("late")).then(silent()));
            BrowserWebSocket socket = page.open(server.uri());
            assertMore("text \"late\"", () -> assertNothingMoreReceived(socket));
        }

        @Test
        void that_comes_late_on_purpose() {
            server.behave(echo().with(latency(ofMillis(50))));
            BrowserWebSocket socket = open();
            socket.send("late");
            assertMore("text \"late\"", () -> assertNothingMoreReceived(socket));
        }

        @Test
        void to_a_server_that_never_answers_a_ping() {
            server.behave(echo().with(neverAnswerPing()));
            BrowserWebSocket socket = open();
            assertNothingMoreReceived(socket);
            ServerConnection connection = server.awaitConnection();
            assertNothingMoreReceived(connection);
            socket.inspect().answerPings(false);
            assertNothingMoreReceived(connection);
            socket.send("x");
            assertMore("text \"x\"", () -> assertNothingMoreReceived(socket));
        }
    }

    @Nested
    class a_party_that_closes {

        @Test
        void has_got_all_when_the_close_frame_has_come() {
            for (int i = 0; i < 20; i++) {
                server.behave(push(ofMillis(1), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));
                assertReceivedExactly(List.of("tick-1", "tick-2", "tick-3"), page.open(server.uri()));
            }
        }

        @Test
        void gets_no_more_messages_once_its_page_has_closed_it() {
            server.behave(echo().with(neverAnswerClose()));
            BrowserWebSocket socket = open();
            socket.close();
            assertReadyState(CLOSING, socket);
            assertNothingMoreReceived(socket);
            assertEquals(CLOSING, socket.readyState());
        }

        @Test
        void has_handled_what_came_before_its_page_closed_it() {
            BrowserWebSocket socket = open();
            Gate listener = new Gate();
            socket.onMessage(event -> listener.pass());
            socket.send("late");
            listener.awaitReached();
            socket.close();
            listener.openOnceThisThreadWaitsFor(journal);
            assertMore("text \"late\"", () -> assertNothingMoreReceived(socket));
        }

        @Test
        void may_hear_from_its_client_until_that_closes_too() {
            BrowserWebSocket socket = open();
            Gate listener = new Gate();
            socket.onMessage(event -> {
                listener.pass();
                socket.send("last words");
            });
            ServerConnection connection = server.awaitConnection();
            connection.behave(silent());
            connection.send("?");
            listener.awaitReached();
            socket.close(1000, "");
            listener.openOnceThisThreadWaitsFor(journal);
            assertNothingMoreReceived(connection); // a socket that is CLOSING sends nothing
            listener.open(); // without a wait, if the Close frame has come
        }

        @Test
        void is_waited_for_after_a_reset() {
            BrowserWebSocket socket = open();
            Gate listener = new Gate();
            socket.onMessage(event -> listener.pass());
            ServerConnection connection = server.awaitConnection();
            connection.send("x");
            listener.awaitReached();
            connection.reset();
            listener.openOnceThisThreadWaitsFor(journal);
            assertMore("text \"x\"", () -> assertNothingMoreReceived(socket));
            assertReceived("x", socket);
            assertNothingMoreReceived(socket);
            assertNothingMoreReceived(connection);
        }

        @Test
        void between_the_question_and_the_fence() {
            BrowserWebSocket socket = open();
            ServerConnection connection = server.awaitConnection();
            blockEngine();
            connection.close(1000, "");
            engine.openOnceThisThreadWaitsFor(journal);
            assertNothingMoreReceived(connection);
            assertNothingMoreReceived(socket);
            assertReadyState(CLOSED, socket);
        }
    }

    @Nested
    class a_socket_that_is_connecting {

        @Test
        void is_waited_for_until_it_is_open() {
            BrowserWebSocket socket = page.open(server.uri());
            assertNothingMoreReceived(socket);
            assertReceivedExactly(List.of(), page.open(server.uri()));
        }

        @Test
        void or_refused() {
            server.behave(refuse(503));
            assertNothingMoreReceived(page.open(server.uri()));
            server.goDown();
            assertNothingMoreReceived(page.open(server.uri()));
        }

        @Test
        void gets_nothing_while_the_server_does_not_answer() {
            server.behave(neverOpen());
            assertNothingMoreReceived(page.open(server.uri()));
            server.behave(ask());
            assertNothingMoreReceived(page().open(server.uri()));
        }
    }

    @Nested
    class what_cannot_be_fenced {

        private final Journal hasty = Recorder.create(Settings.defaults().withTimeout(ofMillis(150)));

        @Test
        void is_a_connection_of_two_journals() {
            try (BrowserPage other = BrowserPage.create()) {
                BrowserWebSocket socket = other.open(server.uri());
                assertReadyState(OPEN, socket);
                assertEquals(
                        "the two ends of client#1 are in different journals, so neither knows what the other sends;"
                                + " make the page with BrowserPage.builder().journal(server.journal())",
                        assertThrows(IllegalStateException.class, () -> assertNothingMoreReceived(socket))
                                .getMessage());
            }
        }

        @Test
        void is_a_connection_that_the_server_does_not_read() {
            BrowserWebSocket socket = open();
            server.awaitConnection().stall();
            socket.send("x");
            assertEquals(
                    "cannot confirm that client#1 receives nothing more: server#1 does not read since"
                            + " ServerConnection.stall(); give a time to watch: quietFor(..)",
                    unsure(() -> assertNothingMoreReceived(socket)));
        }

        @Test
        void is_a_page_whose_listener_does_not_return() {
            try (EchoServer server = EchoServer.builder().journal(hasty).start();
                    BrowserPage page = BrowserPage.builder().journal(hasty).build()) {
                Gate listener = new Gate();
                BrowserWebSocket socket = page.open(server.uri());
                socket.onMessage(event -> listener.pass());
                ServerConnection connection = server.awaitConnection(ofSeconds(20));
                connection.send("x");
                listener.awaitReached();
                String unsure = unsure(() -> assertNothingMoreReceived(connection));
                assertTrue(
                        unsure.startsWith("cannot confirm that server#1 receives nothing more: client#1 has not handled"
                                + " what came before within 150 ms; a listener is still running on windsock-page-"),
                        unsure);
                listener.open();
                assertReadyState(OPEN, socket);
            }
        }

        @Test
        void is_what_a_behavior_has_still_to_do() {
            try (EchoServer server = EchoServer.builder().journal(hasty).start();
                    BrowserPage page = BrowserPage.builder().journal(hasty).build()) {
                server.behave(on(text("x"), reply("y")).otherwise(silent()));
                BrowserWebSocket socket = page.open(server.uri());
                ServerConnection connection = server.awaitConnection(ofSeconds(20));
                connection.behave(push(ofMinutes(1), "p").times(2).then(silent()));
                WebSocketAssertions.await(socket)
                        .atMost(ofSeconds(20))
                        .until(() -> !socket.received().isEmpty());
                assertReceived("p", socket);
                assertEquals(
                        "cannot confirm that client#1 receives nothing more: server#1 has not finished"
                                + " push(ofMinutes(1), \"p\").times(2) within 150 ms; give a time to watch: quietFor(..)",
                        unsure(() -> assertNothingMoreReceived(socket)));
            }
        }

        @Test
        void another_connection_that_does_not_read_is_in_nobodys_way() {
            BrowserWebSocket stalled = open();
            server.awaitConnection().stall();
            stalled.send("x");
            BrowserWebSocket socket = open();
            assertNothingMoreReceived(socket);
        }
    }

    @Test
    void its_pings_stand_in_no_journal_and_trigger_nothing() {
        BrowserWebSocket socket = open();
        ServerConnection connection = server.awaitConnection();
        assertNothingMoreReceived(socket);
        assertNothingMoreReceived(connection);
        assertEquals(
                List.of(Kind.CONNECT, Kind.ATTEMPT, Kind.ANSWER, Kind.OPEN),
                journal.entries().stream().map(entry -> entry.event().kind()).toList());
    }
}
