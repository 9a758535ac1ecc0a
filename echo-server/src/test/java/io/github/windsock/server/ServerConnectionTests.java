package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerConnectionTests {
    private final EchoServer server =
            EchoServer.builder().behavior(Behaviors.silent()).start();

    @AfterEach
    void stop() {
        server.close();
    }

    static CloseStatus awaitClosed(ServerConnection connection) {
        Outcome<CloseStatus> outcome = Recorder.of(connection)
                .await(
                        PartyLog.of(connection),
                        () -> connection
                                .log()
                                .closeStatus()
                                .<Answer<CloseStatus>>map(Answer::found)
                                .orElseGet(Answer::pending));
        if (outcome instanceof Outcome.Met<CloseStatus> met) {
            return met.value();
        }
        throw new AssertionError(
                connection + " did not end\n" + connection.journal().timeline());
    }

    private static List<String> story(ServerConnection connection) {
        return PartyLog.of(connection).entries().stream()
                .map(entry -> entry
                        + (entry.event().detail().isEmpty()
                                ? ""
                                : " | " + entry.event().detail()))
                .toList();
    }

    @Test
    void speaks_for_itself_while_the_behavior_is_silent() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.send("welcome");
            connection.send(new byte[] {1, 2});
            connection.send(ByteBuffer.wrap(new byte[] {3}));
            connection.send("");
            connection.ping();
            connection.ping(Payload.ofText("x"));

            assertEquals("81 welcome", client.read().toString());
            assertEquals("82 \u0001\u0002", client.read().toString());
            assertEquals("82 \u0003", client.read().toString());
            assertEquals("81 ", client.read().toString());
            assertEquals("89 ", client.read().toString());
            assertEquals("89 x", client.read().toString());
        }
    }

    @Test
    void records_what_it_receives_and_answers_nothing() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x01, "sub");
            client.send(0x80, "scribe");
            client.send(0x82, (byte) 1);
            client.sendClose(1000, "");

            assertEquals("88 1000 ", client.read().toString());
            ServerConnection connection = server.awaitConnection();
            assertEquals(new CloseStatus(1000, ""), awaitClosed(connection));
            assertEquals(List.of(Message.text("subscribe"), Message.binary((byte) 1)), connection.received());
        }
    }

    @Test
    void closes_and_reports_the_status_that_the_client_answered() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.send("last words");
            connection.close(3005, "maintenance");

            assertEquals("81 last words", client.read().toString());
            assertEquals("88 3005 maintenance", client.read().toString());
            assertEquals(ReadyState.CLOSING, connection.readyState());
            client.sendClose(3006, "as you like");
            assertTrue(client.isAtEnd());
            assertEquals(new CloseStatus(3006, "as you like"), awaitClosed(connection));
            assertEquals(
                    List.of(
                            "server#1 ⇠ GET /",
                            "server#1 ⇢ 101",
                            "server#1 → text  \"last words\" | 10 B",
                            "server#1 → close 3005 \"maintenance\"",
                            "server#1 ← close 3006 \"as you like\"",
                            "server#1   close 3006 \"as you like\" | wasClean=true"),
                    story(connection));
        }
    }

    @Test
    void takes_what_the_client_still_sends_before_it_answers_the_close() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.close();
            assertEquals("88 empty", client.read().toString());
            client.send(0x81, "one more");
            client.send(0x88);

            assertTrue(client.isAtEnd());
            assertEquals(CloseStatus.NO_STATUS, awaitClosed(connection));
            assertEquals(List.of(Message.text("one more")), connection.received());
        }
    }

    @Test
    void keeps_both_codes_when_both_ends_close_at_once() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.close(3005, "server");
            client.sendClose(3006, "client");

            assertEquals("88 3005 server", client.read().toString());
            assertTrue(client.isAtEnd());
            assertEquals(new CloseStatus(3006, "client"), awaitClosed(connection));
        }
    }

    @Test
    void says_who_broke_the_connection_off() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.socket().close();
            ServerConnection connection = server.awaitConnection();
            assertEquals(CloseStatus.ABNORMAL, awaitClosed(connection));
            assertEquals(
                    "server#1   close 1006 \"\" | wasClean=false, no Close frame arrived: the client closed the connection",
                    last(connection));
        }
    }

    @Test
    void tells_a_reset_from_a_fin() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.reset();
            ServerConnection connection = server.awaitConnection();
            assertEquals(CloseStatus.ABNORMAL, awaitClosed(connection));
            assertEquals(
                    "server#1   close 1006 \"\" | wasClean=false, no Close frame arrived: the client reset the connection",
                    last(connection));
        }
    }

    @Test
    void drops_with_fin_after_what_was_sent() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.send("bye");
            connection.drop();

            assertEquals("81 bye", client.read().toString());
            assertTrue(client.isAtEnd());
            assertEquals(CloseStatus.ABNORMAL, awaitClosed(connection));
            assertEquals(
                    "server#1   close 1006 \"\" | wasClean=false, the server closed the connection without a Close frame",
                    last(connection));
        }
    }

    @Test
    void resets_at_once() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.reset();

            SocketException reset = assertThrows(SocketException.class, client::read);
            assertEquals("Connection reset", reset.getMessage());
            assertEquals(CloseStatus.ABNORMAL, awaitClosed(connection));
        }
    }

    @Test
    void ends_the_connection_of_a_client_that_does_not_answer_a_close() throws IOException {
        try (EchoServer impatient =
                        EchoServer.builder().closeTimeout(Duration.ofMillis(50)).start();
                RawPeer client = RawPeer.open(impatient.port())) {
            ServerConnection connection = impatient.awaitConnection();
            connection.close(3005, "bye");

            assertEquals("88 3005 bye", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void names_the_rule_that_the_client_broke() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.write((byte) 0x81, (byte) 1, (byte) 'a');

            assertEquals(
                    "88 1002 frame of a client is not masked", client.read().toString());
            assertTrue(client.isAtEnd());
            ServerConnection connection = server.awaitConnection();
            assertEquals(CloseStatus.ABNORMAL, awaitClosed(connection));
            assertEquals(
                    List.of(
                            "server#1 ⇠ GET /",
                            "server#1 ⇢ 101",
                            "server#1 · the client broke RFC 6455 | frame of a client is not masked",
                            "server#1 → close 1002 \"frame of a client is not masked\"",
                            "server#1   close 1006 \"\" | wasClean=false,"
                                    + " the client broke RFC 6455: frame of a client is not masked"),
                    story(connection));
        }
    }

    @Test
    void refuses_to_send_once_it_is_closing() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.close(3005, "bye");

            IllegalStateException late = assertThrows(IllegalStateException.class, () -> connection.send("more"));
            assertEquals(
                    "cannot send: server#1 is CLOSING; look at its timeline, or send before it is closed",
                    late.getMessage());
            assertEquals("88 3005 bye", client.read().toString());
        }
    }

    @Test
    void refuses_codes_and_reasons_that_no_close_frame_carries() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();

            assertThrows(IllegalArgumentException.class, () -> connection.close(1005, ""));
            assertThrows(IllegalArgumentException.class, () -> connection.close(2999, ""));
            assertThrows(IllegalArgumentException.class, () -> connection.close(5000, ""));
            assertThrows(IllegalArgumentException.class, () -> connection.close(3000, "x".repeat(124)));
            assertEquals(ReadyState.OPEN, connection.readyState());
            client.send(0x89);
            assertEquals("8a ", client.read().toString());
        }
    }

    private static String last(ServerConnection connection) {
        List<String> story = story(connection);
        return story.get(story.size() - 1);
    }
}
