package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.bandwidth;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static io.github.windsock.server.Faults.illegalCloseCode;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.conversation.MessageParts;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the test does to a connection happens in the order of its calls. A behavior begins on the engine's thread, so
 * that thread is blocked until the test has made all its calls.
 */
class ActionOrderTests {
    private static final Behavior FIRST = sendMessage("first").then(echo());

    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Blocks the engine's thread while the test acts. */
    private void whileBlocked(Runnable actions) {
        whileBlocked(actions, () -> {});
    }

    /** Blocks the engine's thread while the test acts, and then runs a task there before anything else. */
    private void whileBlocked(Runnable actions, Runnable then) {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Runnable unused = server.running().port().schedule(Duration.ZERO, () -> {
            blocked.countDown();
            await(released);
            then.run();
        });
        await(blocked);
        try {
            actions.run();
        } finally {
            released.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> summaries(ServerConnection connection) {
        return PartyLog.of(connection).entries().stream()
                .map(Entry::event)
                .map(event -> event.summary() + " | " + event.detail())
                .toList();
    }

    private void assertReads(RawPeer client, String... frames) throws IOException {
        for (String frame : frames) {
            assertEquals(frame, client.read().toString());
        }
    }

    @Nested
    class after_behave {

        private void act(Consumer<ServerConnection> action, String... frames) throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                whileBlocked(() -> {
                    connection.behave(FIRST);
                    action.accept(connection);
                });
                assertReads(client, "81 first");
                assertReads(client, frames);
            }
        }

        @Test
        void messages_and_control_frames_come_later() throws IOException {
            act(
                    connection -> {
                        connection.send("a");
                        connection.ping(Payload.ofText("b"));
                        connection.send(new byte[] {'c'});
                        connection.pong(Payload.ofText("d"));
                    },
                    "81 a",
                    "89 b",
                    "82 c",
                    "8a d");
        }

        @Test
        void a_second_behave_takes_over_what_the_first_has_begun() throws IOException {
            act(
                    connection -> {
                        connection.send("a");
                        connection.behave(sendMessage("second").then(silent()));
                        connection.send("b");
                    },
                    "81 a",
                    "81 second",
                    "81 b");
        }

        @Test
        void a_close_comes_later() throws IOException {
            act(connection -> connection.close(3005, "bye"), "88 3005 bye");
        }

        @Test
        void a_fault_comes_later() throws IOException {
            act(connection -> connection.fault(illegalCloseCode(1005)), "88 1005 ");
        }

        @Test
        void nothing_is_lost_by_drop() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                whileBlocked(() -> {
                    connection.behave(FIRST);
                    connection.send("a");
                    connection.drop();
                });
                assertReads(client, "81 first", "81 a");
                assertTrue(client.isAtEnd());
            }
        }

        /** A fault of TCP that begins too early would count the first message. */
        @Test
        void a_cut_counts_from_its_call() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                whileBlocked(() -> {
                    connection.behave(FIRST);
                    connection.fault(Faults.cutAfterBytes(3));
                    connection.send("a");
                });
                assertReads(client, "81 first", "81 a");
                assertTrue(client.isAtEnd());
            }
        }

        @Test
        void stall_and_resume_are_recorded_later() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                int before = summaries(connection).size();
                whileBlocked(() -> {
                    connection.behave(FIRST);
                    connection.stall();
                    connection.resume();
                    connection.send("a");
                });
                assertReads(client, "81 first", "81 a");
                List<String> all = summaries(connection);
                assertEquals(
                        List.of(
                                "text  \"first\" | 5 B",
                                "stall | ServerConnection.stall()",
                                "resume | ServerConnection.resume()",
                                "text  \"a\" | 1 B"),
                        all.subList(before, all.size()));
            }
        }

        @Test
        void a_bandwidth_limits_what_is_sent() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                whileBlocked(() -> {
                    connection.behave(echo().with(bandwidth(200)));
                    connection.send("x".repeat(10_000));
                });
                int first = client.socket().getInputStream().read(new byte[20_000]);
                assertTrue(first < 10_000, () -> first + " bytes at once");
            }
        }

        /** The end of a server ends each delay first, so that the client's answer to Close is not late. */
        @Test
        void an_upload_latency_is_ended_with_the_server() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                whileBlocked(() -> {
                    connection.behave(silent().with(uploadLatency(ofHours(1))));
                    connection.session().log().suspendDelay();
                });
                client.send(0x81, "not late");
                client.sendClose(1000, "");
                assertReads(client, "88 1000 ");
            }
        }

        @Test
        void a_message_is_refused_when_too_much_waits() throws IOException {
            try (EchoServer small = EchoServer.builder().maxQueuedBytes(1000).start();
                    RawPeer client = RawPeer.open(small.port())) {
                ServerConnection connection = small.awaitConnection();
                whileBlocked(() -> {
                    connection.behave(FIRST);
                    connection.send("x".repeat(500));
                    assertEquals(
                            "cannot send 500 bytes: 504 bytes wait already because another behavior of server#1 has"
                                    + " not begun",
                            assertThrows(IllegalStateException.class, () -> connection.send("y".repeat(500)))
                                    .getMessage());
                });
                assertReads(client, "81 first", "81 500 bytes");
            }
        }

        @Test
        void what_comes_too_late_is_recorded() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                int before = summaries(connection).size();
                whileBlocked(() -> {
                    connection.behave(Behaviors.closeWith(3005, "bye"));
                    connection.send("a");
                    connection.ping(Payload.ofText("b"));
                    connection.fault(illegalCloseCode(1005));
                });
                assertReads(client, "88 3005 bye");
                Recorder.of(server)
                        .await(
                                connection.log(),
                                () -> summaries(connection).size() == before + 4
                                        ? Answer.found(true)
                                        : Answer.pending());
                String why = " | the connection was closing before its turn";
                assertEquals(
                        List.of(
                                "close 3005 \"bye\" | ",
                                "never sent: text \"a\"" + why,
                                "never sent: ping \"b\"" + why,
                                "never sent: illegalCloseCode(1005)" + why),
                        summaries(connection).subList(before, before + 4));
            }
        }
    }

    @Nested
    class the_end_is_recorded_last {

        @Test
        void after_what_waits_for_a_behavior_that_ends_it() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                int before = summaries(connection).size();
                whileBlocked(() -> {
                    connection.behave(script().reset());
                    connection.send("a");
                    connection.ping(Payload.ofText("b"));
                });
                assertThrows(IOException.class, client::readRest);
                server.close();
                String why = " | the connection was closing before its turn";
                List<String> all = summaries(connection);
                assertEquals(
                        List.of(
                                "reset | script().reset()",
                                "never sent: text \"a\"" + why,
                                "never sent: ping \"b\"" + why,
                                "close 1006 \"\" | wasClean=false, the server reset the connection"),
                        all.subList(before, all.size()));
            }
        }

        /** A message makes the behavior run that waits, and that one ends the connection. */
        @Test
        void although_a_message_arrives() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                Frame late = MessageParts.frame(Message.text("late"));
                whileBlocked(
                        () -> connection.behave(script().reset()),
                        () -> connection.session().frame(late));
                assertThrows(IOException.class, client::readRest);
                server.close();
                List<String> all = summaries(connection);
                assertEquals(
                        "close 1006 \"\" | wasClean=false, the server reset the connection", all.get(all.size() - 1));
            }
        }

        @Test
        void and_a_late_resume_changes_nothing() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                connection.stall();
                connection.reset();
                assertThrows(IOException.class, client::readRest);
                server.close();
                List<String> before = summaries(connection);
                connection.resume();
                assertEquals(before, summaries(connection));
            }
        }
    }

    @Nested
    class before_a_behavior_has_begun {

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void its_first_message_is_sent_first(boolean closes) throws IOException {
            server.behave(ask());
            try (RawPeer client = RawPeer.connect(server.port())) {
                Attempt attempt = server.awaitAttempt();
                whileBlocked(() -> {
                    ServerConnection connection = attempt.accept(FIRST);
                    connection.behave(sendMessage("second").then(echo()));
                    connection.send("a");
                    if (closes) {
                        connection.close(3005, "bye");
                    }
                });
                assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
                assertReads(client, "81 first", "81 second", "81 a");
                if (closes) {
                    assertReads(client, "88 3005 bye");
                }
            }
        }
    }

    @Nested
    class within_a_fragmented_message {

        @Test
        void messages_wait_for_the_behavior_that_waits_for_its_end() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = begin(client);
                connection.behave(FIRST);
                connection.send("a");
                connection.ping(Payload.ofText("b"));
                client.send(0x80, "gun");
                assertReads(client, "80 gun", "81 first", "81 a", "89 b");
            }
        }

        @Test
        void a_ping_alone_does_not_wait() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = begin(client);
                connection.behave(FIRST);
                connection.ping(Payload.ofText("b"));
                assertReads(client, "89 b");
            }
        }

        @Test
        void a_close_does_not_wait() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = begin(client);
                connection.behave(FIRST);
                connection.send("a");
                connection.close(3005, "bye");
                assertReads(client, "88 3005 bye");
                assertTrue(summaries(connection)
                        .contains("never sent: [text \"a\"] | the behavior's fragmented message before it had not"
                                + " ended"));
            }
        }

        @Test
        void nothing_follows_a_fault_that_closes() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = begin(client);
                connection.fault(illegalCloseCode(1005));
                connection.send("a");
                connection.ping(Payload.ofText("b"));
                client.send(0x80, "gun");
                assertReads(client, "80 gun", "88 1005 ");
                client.sendClose(1000, "");
                assertEquals("", client.readRest());
                String why = " | the connection was closing before its turn";
                List<String> all = summaries(connection);
                assertTrue(
                        all.containsAll(List.of("never sent: text \"a\"" + why, "never sent: ping \"b\"" + why)),
                        all::toString);
            }
        }

        private ServerConnection begin(RawPeer client) throws IOException {
            client.send(0x01, "be");
            assertReads(client, "01 be");
            return server.awaitConnection();
        }
    }
}
