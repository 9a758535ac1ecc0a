package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.behavior.Arguments;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.Effect;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServerSessionTests {

    private static String last(ServerConnection connection) {
        List<Entry> entries = PartyLog.of(connection).entries();
        Event event = entries.get(entries.size() - 1).event();
        return event.summary() + " | " + event.detail();
    }

    private static List<String> failures(ServerConnection connection) {
        return connection.journal().entries().stream()
                .map(Entry::event)
                .filter(event -> event.kind() == Event.Kind.FAILURE)
                .map(Event::summary)
                .toList();
    }

    @Nested
    class with_a_client_that_does_not_read {
        private static final byte[] MEGABYTE = new byte[1_000_000];

        /** Sends more than TCP holds. */
        private ServerConnection stuff(EchoServer server) {
            ServerConnection connection = server.awaitConnection();
            for (int i = 0; i < 50; i++) {
                connection.send(MEGABYTE);
            }
            return connection;
        }

        /** It may be that TCP takes some more meanwhile. */
        private IllegalStateException refusalOf(ServerConnection connection, byte[] message) {
            return assertThrows(IllegalStateException.class, () -> {
                for (int i = 0; i < 200_000; i++) {
                    connection.send(message);
                }
            });
        }

        private EchoServer impatient(Behavior behavior) {
            return EchoServer.builder()
                    .behavior(behavior)
                    .closeTimeout(Duration.ofMillis(300))
                    .start();
        }

        @Test
        void resets_it_when_it_has_not_answered_the_close() throws IOException {
            try (EchoServer server = impatient(Behaviors.silent());
                    RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = stuff(server);
                connection.close(3005, "bye");

                assertEquals(CloseStatus.ABNORMAL, ServerConnectionTests.awaitClosed(connection));
                assertEquals(
                        "close 1006 \"\" | wasClean=false,"
                                + " the client did not answer Close 3005 \"bye\" within 300 ms",
                        last(connection));
                assertTrue(client.socket().isConnected());
            }
        }

        @Test
        void resets_it_when_it_does_not_take_the_answer_to_its_own_close() throws IOException {
            try (EchoServer server = impatient(Behaviors.silent());
                    RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = stuff(server);
                client.sendClose(3006, "mine");

                assertEquals(new CloseStatus(3006, "mine"), ServerConnectionTests.awaitClosed(connection));
                assertEquals(
                        "close 3006 \"mine\" | wasClean=false, the client did not take Close 3006 \"mine\" within 300 ms",
                        last(connection));
            }
        }

        @Test
        void is_reset_when_it_is_dropped() throws IOException {
            try (EchoServer server = impatient(Behaviors.silent());
                    RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = stuff(server);
                connection.drop();

                assertEquals(CloseStatus.ABNORMAL, ServerConnectionTests.awaitClosed(connection));
                assertEquals(
                        "close 1006 \"\" | wasClean=false, the server closed the connection without a Close frame",
                        last(connection));
                List<Entry> entries = PartyLog.of(connection).entries();
                Event note = entries.get(entries.size() - 2).event();
                assertTrue(note.summary().matches("never sent: [\\d,]+ B"), note.summary());
                assertEquals("the client took nothing for 300 ms", note.detail());
                assertTrue(client.socket().isConnected());
            }
        }

        @Test
        void gets_all_that_was_sent_before_it_is_dropped_when_it_reads_again() throws IOException {
            try (EchoServer server =
                            EchoServer.builder().behavior(Behaviors.silent()).start();
                    RawPeer client = RawPeer.open(server.port())) {
                stuff(server).drop();

                for (int i = 0; i < 50; i++) {
                    assertEquals("82 1000000 bytes", client.read().toString());
                }
                assertTrue(client.isAtEnd());
            }
        }

        @Test
        void counts_the_headers_of_empty_messages() throws IOException {
            try (EchoServer server =
                            EchoServer.builder().maxQueuedBytes(60_000_000).start();
                    RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = stuff(server);
                for (int size : new int[] {1_000_000, 1_000, 1}) {
                    refusalOf(connection, new byte[size]);
                }
                IllegalStateException refused = refusalOf(connection, new byte[0]);
                assertTrue(refused.getMessage().startsWith("cannot send 0 bytes: "), refused.getMessage());
                assertThrows(IllegalStateException.class, connection::ping);
                assertTrue(client.socket().isConnected());
            }
        }
    }

    @Test
    void counts_what_waits_for_the_end_of_the_behaviors_message() throws IOException {
        try (EchoServer server = EchoServer.builder()
                        .maxQueuedBytes(1000)
                        .behavior(broken(conversation -> {
                            conversation.output().send(new Frame(Opcode.TEXT, false, false, bytes()), () -> {});
                            conversation.context().demand();
                        }))
                        .start();
                RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            assertEquals("01 ", client.read().toString());
            connection.send("x".repeat(500));
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> connection.send("y".repeat(500)));

            // The client may have the fragment before the server is told that its two bytes are written.
            assertEquals(
                    "cannot send 500 bytes: 504 bytes wait already because"
                            + " the behavior of server#1 has not ended its fragmented message",
                    refused.getMessage().replace(" 506 bytes", " 504 bytes"));
        }
    }

    @Nested
    class with_a_behavior_that_throws {
        private void assertFails(EchoServer server, RawPeer client) throws IOException {
            assertEquals("88 1011 the server's behavior failed", client.read().toString());
            ServerConnection connection = server.awaitConnection();
            assertEquals(ReadyState.CLOSING, connection.readyState());
            client.send(0x81, "unheard");
            client.sendClose(1011, "");
            assertTrue(client.isAtEnd());

            assertEquals(new CloseStatus(1011, ""), ServerConnectionTests.awaitClosed(connection));
            assertEquals(List.of("broken() threw IllegalArgumentException"), failures(connection));
        }

        @Test
        void closes_with_1011_when_it_begins() throws IOException {
            try (EchoServer server = EchoServer.builder()
                            .behavior(broken(conversation -> bug()))
                            .start();
                    RawPeer client = RawPeer.open(server.port())) {
                assertFails(server, client);
            }
        }

        @Test
        void closes_with_1011_when_a_message_comes() throws IOException {
            try (EchoServer server = EchoServer.builder()
                            .behavior(broken(
                                    conversation -> conversation.context().demand()))
                            .start();
                    RawPeer client = RawPeer.open(server.port())) {
                client.send(0x81, "hello");
                assertFails(server, client);
            }
        }

        @Test
        void tells_which_replies_it_does_not_send() throws IOException {
            Behavior rules = Behaviors.on("slow", Behaviors.reply("late").after(Duration.ofHours(1)))
                    .otherwise(broken(conversation -> conversation.context().demand()))
                    .with(Behaviors.latency(Duration.ofHours(1)));
            try (EchoServer server = EchoServer.builder().behavior(rules).start();
                    RawPeer client = RawPeer.open(server.port())) {
                client.send(0x81, "slow");
                client.send(0x89, "ping");
                client.send(0x81, "hello");
                assertEquals(
                        "88 1011 the server's behavior failed", client.read().toString());

                String why = ": the behavior failed before its turn";
                assertEquals(
                        List.of(
                                "never sent: text \"late\" | on(text(\"slow\"), reply(\"late\").after(ofHours(1)))"
                                        + why,
                                "never sent: 1 delayed frame | latency of 3600 s" + why),
                        notes(server.awaitConnection(), 2));
            }
        }

        /** Waits for as many notes. */
        private List<String> notes(ServerConnection connection, int count) {
            Recorder.of(connection)
                    .await(
                            PartyLog.of(connection),
                            () -> notes(connection).size() == count ? Answer.found(true) : Answer.pending());
            return notes(connection);
        }

        private List<String> notes(ServerConnection connection) {
            return PartyLog.of(connection).entries().stream()
                    .map(Entry::event)
                    .filter(event -> event.kind() == Event.Kind.NOTE)
                    .map(event -> event.summary() + " | " + event.detail())
                    .toList();
        }

        @Test
        void closes_with_1011_when_a_timer_ends() throws IOException {
            try (EchoServer server = EchoServer.builder()
                            .behavior(broken(conversation ->
                                    conversation.context().schedule(Duration.ofMillis(1), ServerSessionTests::bug)))
                            .start();
                    RawPeer client = RawPeer.open(server.port())) {
                assertFails(server, client);
            }
        }
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.allocate(0);
    }

    private static void bug() {
        throw new IllegalArgumentException("a bug");
    }

    /** A behavior that throws at each message. */
    private static Behavior broken(Consumer<Conversation> beginning) {
        Effect.Converses converses = (args, context) -> new Conversation(context) {
            @Override
            public void opened() {
                beginning.accept(this);
            }

            @Override
            public void data(Frame frame) {
                bug();
            }
        };
        return OpenBehavior.of(Invocation.of(
                BehaviorDefinition.of(BehaviorDefinition.PlanKind.ENDLESS, "broken", "broken", "throws")
                        .does("broken", converses),
                Arguments.NONE));
    }
}
