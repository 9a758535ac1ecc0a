package io.github.windsock.server;

import static io.github.windsock.Matchers.anyText;
import static io.github.windsock.Matchers.handshake;
import static io.github.windsock.Matchers.message;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.neverOpen;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.onAttempt;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.run;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Faults.garbageAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a connection, an attempt or a behavior is the last of it. What came before it counts. */
class EndOrderTests {
    private static final String LEFT =
            "close 1006 \"\" | wasClean=false, no Close frame arrived: the client closed the connection";

    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> summaries(List<Entry> entries) {
        return entries.stream()
                .map(Entry::event)
                .map(event -> event.summary() + " | " + event.detail())
                .toList();
    }

    private static String headline(AssertionError error) {
        return String.valueOf(error.getMessage()).split("\n\n", 2)[0];
    }

    /** Returns what was recorded last. */
    private List<String> last(int number, ServerConnection connection) {
        List<String> all = summaries(PartyLog.of(connection).entries());
        return all.subList(all.size() - number, all.size());
    }

    private void awaitClosed(ServerConnection connection) {
        Recorder.of(server)
                .await(
                        PartyLog.of(connection),
                        () -> connection.log().closing().isPresent() ? Answer.found(true) : Answer.pending());
    }

    /** Sends two messages to code that stops at a gate. The pong shows that the second one waits for its turn. */
    private static void sendTwo(RawPeer client, Gate gate) throws IOException {
        client.send(0x81, "a");
        gate.awaitReached();
        client.send(0x81, "b");
        client.send(0x89, "ping");
        assertEquals("8a ping", client.read().toString());
    }

    @Nested
    class of_a_connection {

        @Test
        void comes_after_the_script_that_it_stops() throws IOException {
            server.behave(script().expect("never"));
            ServerConnection connection;
            try (RawPeer client = RawPeer.open(server.port())) {
                connection = server.awaitConnection();
                assertTrue(client.socket().isConnected());
            }
            awaitClosed(connection);
            server.close();
            String stopped = "the script stopped at step 1 | server#1's connection ended before its script: "
                    + "it was at step 1, expect(text(\"never\"))";
            assertEquals(List.of(stopped, LEFT), last(2, connection));
        }

        /** The script's note is recorded when the connection is over, and before its end is. */
        @Test
        void is_known_to_who_sends_just_before_it_is_recorded() throws Exception {
            server.behave(script().expect("never"));
            CompletableFuture<String> refusal = new CompletableFuture<>();
            ServerConnection connection;
            try (RawPeer client = RawPeer.open(server.port())) {
                connection = server.awaitConnection();
                assertTrue(client.socket().isConnected());
                atEachEntry(connection, event -> {
                    if (event.summary().startsWith("the script stopped")) {
                        refusal.complete(assertThrows(IllegalStateException.class, () -> connection.send("late"))
                                .getMessage());
                    }
                });
            }
            awaitClosed(connection);
            assertEquals(
                    "cannot send: server#1 is CLOSED; look at its timeline, or send before it is closed",
                    refusal.getNow("nobody has sent"));
        }

        @Test
        void comes_after_the_code_that_it_keeps_from_being_called() throws IOException {
            Gate gate = new Gate();
            server.behave(on(anyText(), run((connection, message) -> gate.pass())));
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                sendTwo(client, gate);
                connection.reset();
                awaitClosed(connection);
                gate.open();
                assertEquals(
                        List.of(
                                "did not call the code for text \"b\" | on(anyText(), run((connection, message) -> …)):"
                                        + " the connection ended before its turn",
                                "close 1006 \"\" | wasClean=false, the server reset the connection"),
                        last(2, connection));
            }
        }

        @Test
        void comes_after_the_replies_that_it_keeps_from_being_sent() throws IOException {
            server.behave(on("slow", reply("now"), reply("late").after(Duration.ofHours(1)), reply("last"))
                    .on(anyText(), reply("2").after(Duration.ofHours(1))));
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                client.send(0x81, "slow");
                assertEquals("81 now", client.read().toString());
                client.send(0x81, "a");
                client.send(0x89, "ping");
                assertEquals("8a ping", client.read().toString());
                connection.reset();
                awaitClosed(connection);
                String slow = "on(text(\"slow\"), reply(\"now\"), reply(\"late\").after(ofHours(1)), reply(\"last\"))";
                String why = ": the connection ended before its turn";
                assertEquals(
                        List.of(
                                "never sent: text \"late\" | " + slow + why,
                                "never sent: text \"last\" | " + slow + why,
                                "never sent: text \"2\" | on(anyText(), reply(\"2\").after(ofHours(1)))" + why,
                                "close 1006 \"\" | wasClean=false, the server reset the connection"),
                        last(4, connection));
            }
        }

        @Test
        void comes_after_the_frames_that_latency_holds() throws IOException {
            server.behave(echo().with(latency(Duration.ofHours(1))));
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                client.send(0x81, "a");
                client.send(0x89, "ping");
                client.send(0x81, "b");
                client.sendClose(1000, "");
                Recorder.of(server)
                        .await(
                                connection.log(),
                                () -> last(1, connection).get(0).startsWith("close 1000")
                                        ? Answer.found(true)
                                        : Answer.pending());
                connection.reset();
                awaitClosed(connection);
                assertEquals(
                        List.of(
                                "never sent: 3 delayed frames | latency of 3600 s: the connection ended before its turn",
                                "close 1000 \"\" | wasClean=false, the server reset the connection"),
                        last(2, connection));
            }
        }

        /** The client has left when the test accepts it, but the engine's thread has not noticed. */
        @Test
        void is_recorded_although_the_answer_cannot_be_written() throws IOException {
            server.behave(ask());
            RawPeer client = RawPeer.connect(server.port());
            Attempt attempt = server.awaitAttempt();
            Gate gate = new Gate();
            Runnable unused = server.running().port().schedule(Duration.ZERO, gate::pass);
            gate.awaitReached();
            client.reset();
            ServerConnection connection = attempt.accept(echo());
            gate.open();
            awaitClosed(connection);
            assertEquals(ReadyState.CLOSED, connection.readyState());
        }

        /** Calls code with each new entry, on the thread that records it. */
        private void atEachEntry(ServerConnection connection, Consumer<Event> code) throws InterruptedException {
            CountDownLatch asked = new CountDownLatch(1);
            Thread waiter = new Thread(() -> Recorder.of(server).await(connection.log(), Question.ofState(() -> {
                List<Entry> all = connection.log().entries();
                code.accept(all.get(all.size() - 1).event());
                asked.countDown();
                return connection.log().closing().isPresent() ? Answer.found(true) : Answer.pending();
            })));
            waiter.start();
            asked.await();
        }

        /** The decision about a message counts, although its connection has ended meanwhile. */
        @Test
        void hides_no_message_that_no_rule_takes() throws IOException {
            Gate gate = new Gate();
            server.behave(on(
                    message("slow", it -> {
                        gate.pass();
                        return false;
                    }),
                    echo()));
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                client.send(0x81, "unknown");
                gate.awaitReached();
                connection.reset();
                awaitClosed(connection);
                gate.open();
                assertEquals("""
                        no rule took text "unknown", which server#1 received; the rules, in order:
                          1. on(message("slow", …), echo())
                        nearest: rule 1, message("slow", …): is not slow
                        Add a rule, or take the rest with otherwise(..).""", headline(assertThrows(AssertionError.class, server::verify)));
                assertEquals(
                        List.of("close 1006 \"\" | wasClean=false, the server reset the connection"),
                        last(1, connection));
            }
        }
    }

    @Nested
    class of_a_behavior {

        static Stream<Arguments> decisions() {
            String dropped = "did nothing about text \"a\" | ";
            String why = "another behavior took over before the rules had decided";
            return Stream.of(
                    Arguments.of(true, false, dropped + "on(message(\"slow\", …), echo()): " + why),
                    Arguments.of(false, true, dropped + why),
                    Arguments.of(
                            false, false, "no rule took this | nearest: rule 1, message(\"slow\", …): is not slow"));
        }

        /** Code of the user decides about a message while another behavior takes over. */
        @ParameterizedTest
        @MethodSource("decisions")
        void does_not_hide_what_became_of_a_message(boolean matches, boolean hasDefault, String note)
                throws IOException {
            Gate gate = new Gate();
            Rules rules = on(
                    message("slow", it -> {
                        gate.pass();
                        return matches;
                    }),
                    echo());
            server.behave(hasDefault ? rules.otherwise(echo()) : rules);
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                client.send(0x81, "a");
                gate.awaitReached();
                connection.behave(sendMessage("second").then(echo()));
                assertEquals("81 second", client.read().toString());
                gate.open();
                Recorder.of(server)
                        .await(
                                connection.log(),
                                () -> last(1, connection).equals(List.of(note))
                                        ? Answer.found(true)
                                        : Answer.pending());
                client.send(0x81, "b");
                assertEquals("81 b", client.read().toString());
                assertEquals(
                        List.of("text  \"second\" | 6 B", note),
                        last(4, connection).subList(0, 2));
            }
        }

        @Test
        void does_not_hide_which_replies_are_not_sent() throws IOException {
            server.behave(on("slow", reply("late").after(Duration.ofHours(1))).otherwise(echo()));
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                client.send(0x81, "slow");
                client.send(0x81, "a");
                assertEquals("81 a", client.read().toString());
                connection.behave(sendMessage("second").then(echo()));
                assertEquals("81 second", client.read().toString());
                assertEquals(
                        List.of(
                                "never sent: text \"late\" | on(text(\"slow\"), reply(\"late\").after(ofHours(1))):"
                                        + " another behavior took over before its turn",
                                "text  \"second\" | 6 B"),
                        last(2, connection));
            }
        }

        @Test
        void does_not_hide_that_code_is_not_called() throws IOException {
            Gate gate = new Gate();
            server.behave(on(anyText(), run((connection, message) -> gate.pass())));
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                sendTwo(client, gate);
                connection.behave(sendMessage("second").then(echo()));
                assertEquals("81 second", client.read().toString());
                gate.open();
                assertEquals(
                        List.of(
                                "did not call the code for text \"b\" | on(anyText(), run((connection, message) -> …)):"
                                        + " another behavior took over before its turn",
                                "text  \"second\" | 6 B"),
                        last(2, connection));
            }
        }
    }

    @Nested
    class of_an_attempt {

        static Stream<Behavior> that_wait() {
            return Stream.of(slowOpen(Duration.ofHours(1)), garbageAnswer(), neverOpen(), ask());
        }

        /** An attempt arrives when the server has just gone down, and its connection is still there. */
        @ParameterizedTest
        @MethodSource("that_wait")
        void is_the_last(Behavior behavior) throws IOException {
            server.behave(behavior);
            server.running().responder().stopAnswering("the server went down meanwhile");
            try (RawPeer client = RawPeer.connect(server.port())) {
                Attempt attempt = server.awaitAttempt();
                server.close();
                assertEquals("", client.readRest());
                List<String> all = summaries(attempt.log().entries());
                assertEquals("never answered | the server went down meanwhile", all.get(all.size() - 1));
            }
        }

        @Test
        void hides_none_that_no_rule_takes() throws IOException {
            Gate gate = new Gate();
            server.behave(onAttempt(
                    handshake("slow", it -> {
                        gate.pass();
                        return false;
                    }),
                    echo()));
            try (RawPeer client = RawPeer.connect(server.port())) {
                gate.awaitReached();
                server.awaitAttempt().reset();
                assertThrows(IOException.class, client::readRest);
                gate.open();
                assertEquals("""
                        no rule took server#1 GET /; the rules, in order:
                          1. onAttempt(handshake("slow", …), echo())
                        nearest: rule 1, handshake("slow", …): is not slow
                        Add a rule, or take the rest with otherwise(..).""", headline(assertThrows(AssertionError.class, server::verify)));
            }
        }
    }
}
