package io.github.windsock.assertions;

import static io.github.windsock.Matchers.text;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Faults.blackHole;
import static io.github.windsock.server.Faults.lengthTooLong;
import static io.github.windsock.server.Faults.repeatedConnection;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Rules;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code verify()} judges all that the test has done, not what happens to have arrived. */
@Timeout(60)
class StrictCheckTests {

    private static final Rules STRICT = on(text("ok"), reply("OK"));

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(20)));
    private final Gate engine = new Gate();
    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final BrowserPage page = BrowserPage.builder().journal(journal).build();
    private final BrowserPage other = BrowserPage.builder().journal(journal).build();

    @AfterEach
    void close() {
        engine.open();
        page.close();
        other.close();
        server.close();
    }

    private BrowserWebSocket open() {
        return assertReadyState(OPEN, page.open(server.uri()));
    }

    private void blockEngine() {
        EngineThread.block(server, engine);
    }

    private void assertComplains(String head) {
        AssertionError failure = assertThrows(AssertionError.class, server::verify);
        assertTrue(failure.getMessage().startsWith(head), failure.getMessage());
        server.verify(); // each is told once
    }

    @Nested
    class complains_of {

        @Test
        void a_message_that_the_server_has_not_read_yet() {
            server.behave(STRICT);
            BrowserWebSocket socket = open();
            blockEngine();
            socket.send("nope");
            engine.openOnceThisThreadWaitsFor(journal);
            assertComplains("no rule took text \"nope\", which server#1 received");
        }

        @Test
        void what_a_listener_answers() {
            server.behave(STRICT);
            BrowserWebSocket socket = open();
            Gate listener = new Gate();
            socket.onMessage(event -> {
                listener.pass();
                socket.send("nope");
            });
            socket.send("ok");
            listener.awaitReached();
            listener.openOnceThisThreadWaitsFor(journal);
            assertComplains("no rule took text \"nope\", which server#1 received");
        }

        @Test
        void what_a_task_of_a_page_is_going_to_send() {
            server.behave(STRICT);
            BrowserWebSocket socket = open();
            Gate task = new Gate();
            other.run(task::pass);
            other.run(() -> other.run(() -> socket.send("nope")));
            task.awaitReached();
            task.openOnceThisThreadWaitsFor(journal);
            assertComplains("no rule took text \"nope\", which server#1 received");
        }

        @Test
        void a_message_to_a_server_that_answers_no_ping() {
            server.behave(STRICT.otherwise(silent()).with(neverAnswerPing()));
            BrowserWebSocket socket = open();
            server.awaitConnection().behave(STRICT);
            blockEngine();
            socket.send("nope");
            engine.openOnceThisThreadWaitsFor(journal);
            assertComplains("no rule took text \"nope\", which server#1 received");
        }

        @Test
        void an_attempt_that_has_not_arrived_yet() {
            server.behave(inTurn(echo(), echo()).thenFail());
            open();
            open();
            blockEngine();
            page.open(server.uri());
            engine.openOnceThisThreadWaitsFor(journal);
            assertComplains("server#3 is an attempt more than the 2 that inTurn(echo(), echo()).thenFail() answers");
        }

        @Test
        void an_attempt_that_is_going_to_be_left_unanswered() {
            blockEngine();
            server.behave(ask());
            page.open(server.uri());
            engine.openOnceThisThreadWaitsFor(journal);
            AssertionError failure = assertThrows(AssertionError.class, server::verify);
            assertTrue(
                    failure.getMessage().contains("server#1 GET / was left to the test by ask()"), failure::getMessage);
        }

        @Test
        void a_message_before_the_close_of_its_socket() {
            server.behave(STRICT);
            BrowserWebSocket socket = open();
            blockEngine();
            socket.send("nope");
            socket.close();
            engine.openOnceThisThreadWaitsFor(journal);
            assertComplains("no rule took text \"nope\", which server#1 received");
        }
    }

    @Nested
    class says_what_it_could_not_look_behind {

        @Test
        void where_it_passes_in_the_timeline() {
            server.behave(STRICT);
            BrowserWebSocket socket = open();
            server.awaitConnection().stall();
            socket.send("nope");
            server.verify();
            assertTrue(
                    journal.timeline()
                            .toString()
                            .contains("not checked: server#1 does not read since ServerConnection.stall()"),
                    () -> journal.timeline().toString());
        }

        @Test
        void where_it_fails_in_the_failure() {
            server.behave(STRICT);
            BrowserWebSocket socket = open();
            server.awaitConnection().stall();
            open().send("nope");
            socket.send("and more");
            AssertionError failure = assertThrows(AssertionError.class, server::verify);
            String message = failure.getMessage();
            assertTrue(message.startsWith("no rule took text \"nope\", which server#2 received"), message);
            assertTrue(
                    message.contains(
                            " (there may be more, but server#1 does not read since ServerConnection.stall())\n\n"),
                    message);
        }
    }

    @Nested
    class where_no_behavior_can_complain {

        @Test
        void it_waits_for_nothing() {
            BrowserWebSocket socket = open();
            Gate listener = new Gate();
            socket.onMessage(event -> listener.pass());
            socket.send("x");
            listener.awaitReached();
            server.verify();
            assertTrue(journal.entries().stream().anyMatch(entry -> !entry.isHandled()));
            listener.open();
        }

        @Test
        void a_window_forgets_what_could() {
            server.behave(STRICT);
            server.behave(echo());
            server.openWindow().close();
            server.openWindow();
            it_waits_for_nothing();
        }
    }

    @Test
    void it_leaves_no_trace_in_the_journal() {
        server.behave(STRICT);
        BrowserWebSocket socket = open();
        server.verify();
        socket.send("ok");
        server.verify();
        assertTrue(journal.entries().stream()
                .map(entry -> entry.event().kind())
                .noneMatch(kind -> kind == Kind.PING_RECEIVED || kind == Kind.PONG_RECEIVED || kind == Kind.PING_SENT));
    }

    @Test
    void it_does_not_hold_up_a_close() {
        server.behave(STRICT);
        BrowserWebSocket socket = open();
        ServerConnection connection = server.awaitConnection();
        connection.close(1000, "");
        server.verify();
        assertEquals(true, socket.readyState().compareTo(CLOSING) >= 0);
    }

    /** After such a fault no ping of a fence could go to the client; a wait for it would take all of the timeout. */
    @Nested
    class does_not_wait_in_vain_for {

        private List<String> notChecked() {
            return journal.entries().stream()
                    .map(entry -> entry.event().summary())
                    .filter(note -> note.startsWith("not checked"))
                    .toList();
        }

        @Test
        void a_client_that_is_sent_nothing_any_more() {
            server.behave(STRICT);
            BrowserWebSocket socket = open();
            server.awaitConnection().fault(lengthTooLong());
            server.verify();
            assertEquals(List.of(), notChecked());
            socket.send("nope");
            assertComplains("no rule took text \"nope\", which server#1 received");
        }

        @Test
        void a_client_in_a_black_hole() {
            server.behave(STRICT);
            open();
            server.awaitConnection().fault(blackHole());
            server.verify();
            assertEquals(
                    List.of("not checked: server#1 is a black hole since ServerConnection.fault(blackHole())"),
                    notChecked());
        }

        @Test
        void a_foreign_client_that_is_sent_nothing_any_more() throws IOException {
            server.behave(STRICT);
            try (RawPeer client = RawPeer.open(server.port())) {
                server.awaitConnection().fault(lengthTooLong());
                server.verify();
                assertEquals(List.of("not checked: server#1 sends nothing any more, not even a ping"), notChecked());
                client.send(0x81, "it has not ended");
            }
        }

        @Test
        void a_foreign_client_that_says_nothing_to_a_broken_answer() throws IOException {
            server.behave(inTurn(repeatedConnection(), STRICT));
            try (RawPeer client = RawPeer.open(server.port())) {
                RawPeer.open(server.port()).close();
                server.verify();
                assertEquals(
                        List.of("not checked: server#1 has received nothing since it answered with"
                                + " repeatedConnection()"),
                        notChecked());
                assertEquals(9, client.read().opcode(), "a ping, for which nobody waited");
                client.send(0x81, "I take that answer");
                assertEquals("81 I take that answer", client.read().toString());
                CompletableFuture<Void> pong = CompletableFuture.runAsync(() -> answerPing(client));
                server.verify();
                pong.join(); // it was asked
            }
        }

        private void answerPing(RawPeer client) {
            try {
                client.send(0x8A, client.read().payload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
