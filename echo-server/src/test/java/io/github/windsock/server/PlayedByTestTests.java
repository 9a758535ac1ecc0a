package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.compress;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.neverOpen;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Behaviors.subprotocol;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the test does itself, while the server runs: hold a connection, change it, answer attempts, tell paths apart. */
class PlayedByTestTests {
    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String refusal(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Nested
    class stall {

        @Test
        void reads_nothing_but_goes_on_sending_until_resume() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                connection.stall();
                connection.stall();
                client.send(0x81, "held");
                client.send(0x89, "ping");
                connection.send("sent");
                assertEquals("81 sent", client.read().toString());
                assertEquals(List.of(), connection.received());

                connection.resume();
                connection.resume();
                assertEquals("81 held", client.read().toString());
                assertEquals("8a ping", client.read().toString());
                assertEquals(List.of(Message.text("held")), connection.received());
            }
        }

        /** A silent server would take everything; a stalled one leaves it to the buffers of TCP, which are bounded. */
        @Test
        void holds_a_fast_client_back_and_loses_nothing() throws IOException {
            byte[] message = new byte[100_000];
            server.behave(silent());
            try (SocketChannel client =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
                RawPeer.open(client);
                ServerConnection connection = server.awaitConnection();
                connection.stall();
                client.configureBlocking(false);
                ByteBuffer frame = ByteBuffer.wrap(RawFrame.encode(true, 0x82, message));
                int whole = 0;
                long accepted = 0;
                while (accepted < 200_000_000 && isWritable(client)) {
                    accepted += client.write(frame);
                    if (!frame.hasRemaining()) {
                        frame.rewind();
                        whole++;
                    }
                }
                assertTrue(accepted < 50_000_000, accepted + " bytes were taken while stalled");
                assertEquals(List.of(), connection.received());

                connection.resume();
                client.configureBlocking(true);
                while (frame.hasRemaining()) {
                    client.write(frame);
                }
                int sent = whole + 1;
                Outcome<Boolean> outcome = Recorder.of(connection)
                        .await(
                                null,
                                () -> bytes(connection) == (long) sent * message.length
                                        ? Answer.found(true)
                                        : Answer.pending());
                assertInstanceOf(Outcome.Met.class, outcome, () -> sent + " messages, seen " + bytes(connection));
            }
        }

        private long bytes(ServerConnection connection) {
            return connection.received().stream()
                    .mapToLong(each -> each.payload().size())
                    .sum();
        }

        /** Waits for what goes on in the buffers of TCP; in vain only if the server has stopped to read. */
        private boolean isWritable(SocketChannel client) throws IOException {
            try (Selector selector = Selector.open()) {
                client.register(selector, SelectionKey.OP_WRITE);
                return selector.select(300) > 0;
            }
        }

        @Test
        void does_nothing_to_a_connection_that_is_over() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                client.sendClose(1000, "");
                ServerConnectionTests.awaitClosed(connection);
                int before = PartyLog.of(connection).entries().size();
                connection.stall();
                connection.resume();
                assertEquals(before, PartyLog.of(connection).entries().size());
            }
        }
    }

    @Nested
    class behave_on_a_connection {

        @Test
        void ends_what_was_before() throws IOException {
            server.behave(push(ofHours(1), "tick"));
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                assertEquals("81 tick", client.read().toString());
                connection.behave(sendMessage("now").then(echo()));
                assertEquals("81 now", client.read().toString());
                client.send(0x81, "hi");
                assertEquals("81 hi", client.read().toString());
                connection.behave(closeWith(3005, "done"));
                assertEquals("88 3005 done", client.read().toString());
            }
        }

        @Test
        void leaves_other_connections_and_attempts_as_they_are() throws IOException {
            try (RawPeer one = RawPeer.open(server.port())) {
                ServerConnection first = server.awaitConnection();
                try (RawPeer two = RawPeer.open(server.port())) {
                    server.awaitConnection();
                    first.behave(push(ofHours(1), "mine"));
                    assertEquals("81 mine", one.read().toString());
                    two.send(0x81, "echoed");
                    assertEquals("81 echoed", two.read().toString());
                }
                try (RawPeer three = RawPeer.open(server.port())) {
                    three.send(0x81, "echoed");
                    assertEquals("81 echoed", three.read().toString());
                }
            }
        }

        @Test
        void takes_over_between_two_messages_and_not_within_one() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                client.send(0x01, "be");
                assertEquals("01 be", client.read().toString());
                connection.behave(silent());
                client.send(0x80, "gun");
                client.send(0x81, "not echoed");
                client.send(0x89, "fence");
                assertEquals("80 gun", client.read().toString());
                assertEquals("8a fence", client.read().toString());
                assertEquals(List.of(Message.text("begun"), Message.text("not echoed")), connection.received());
            }
        }

        @Test
        void takes_traits_that_hold_on_an_open_connection() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                connection.behave(echo().with(neverAnswerPing()).with(latency(ofMillis(1))));
                client.send(0x89, "unanswered");
                client.send(0x81, "echo");
                assertEquals("81 echo", client.read().toString());
            }
        }

        @Test
        void refuses_what_says_how_an_attempt_is_answered() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                for (Behavior wrong : List.of(refuse(503), inTurn(echo()), ask())) {
                    assertEquals(
                            wrong + " says how an attempt is answered, but server#1 is open already; use"
                                    + " server.behave(..) for attempts to come",
                            refusal(() -> connection.behave(wrong)));
                }
                for (Behavior late : List.of(
                        slowOpen(ofMillis(1)),
                        echo().with(compress(false)),
                        silent().with(subprotocol("chat")).with(neverAnswerPing()))) {
                    assertEquals(
                            late
                                    + " has a part that the opening handshake decides, but server#1 is open already; give that"
                                    + " part to server.behave(..), for attempts to come",
                            refusal(() -> connection.behave(late)));
                }
                client.send(0x81, "still");
                assertEquals("81 still", client.read().toString());
            }
        }
    }

    @Nested
    class at_a_path {

        @ParameterizedTest
        @CsvSource({
            "/feed/7, one",
            "/feed/7?from=3, one",
            "/feed/%7Bid%7D, one",
            "/feed/main, main",
            "/feed/, general",
            "/feed, general",
            "/feed/7/8, pair",
            "/feed/main/8, first literal",
            "/other, general",
            "/, root"
        })
        void the_more_literal_template_counts(String target, String answer) throws IOException {
            server.behave(sendMessage("general"));
            server.at("/feed/{a}/{b}").behave(sendMessage("pair"));
            server.at("/feed/{id}").behave(sendMessage("one"));
            server.at("/feed/main").behave(sendMessage("main"));
            server.at("/{any}/main/8").behave(sendMessage("last literal"));
            server.at("/feed/main/{b}").behave(sendMessage("first literal"));
            server.at("/").behave(sendMessage("root"));
            try (RawPeer client = RawPeer.to(server.port())) {
                client.request("GET " + target + " HTTP/1.1");
                assertEquals("81 " + answer, client.read().toString());
            }
        }

        @Test
        void takes_turns_of_its_own_and_is_replaced_by_the_same_template_with_other_names() throws IOException {
            server.at("/feed/{id}").behave(inTurn(refuse(503), sendMessage("second")));
            assertEquals("503", first("/feed/1"));
            assertEquals("81 second", first("/feed/2"));
            server.at("/feed/{name}").behave(sendMessage("other"));
            assertEquals("81 other", first("/feed/1"));
            server.behave(sendMessage("general"));
            assertEquals("81 other", first("/feed/1"));
            assertEquals("81 general", first("/"));
        }

        private String first(String path) throws IOException {
            try (RawPeer client = RawPeer.to(server.port())) {
                String head = client.request("GET " + path + " HTTP/1.1");
                return head.startsWith("HTTP/1.1 101") ? client.read().toString() : head.substring(9, 12);
            }
        }

        @Test
        void says_what_is_wrong_with_a_template() {
            assertEquals(
                    "path template \"feed\" does not begin with a slash; use \"/feed\"",
                    refusal(() -> server.at("feed")));
            assertEquals(
                    "path template \"/feed?a=1\" has a query or a fragment; only the path counts, so leave it out",
                    refusal(() -> server.at("/feed?a=1")));
            assertEquals(
                    "path template \"/feed/x{id}\" has a brace in \"x{id}\"; a place in it is a whole segment, such as"
                            + " {id}",
                    refusal(() -> server.at("/feed/x{id}")));
            assertEquals(
                    "path template \"/feed/{}\" has a brace in \"{}\"; a place in it is a whole segment, such as {id}",
                    refusal(() -> server.at("/feed/{}")));
            assertEquals(
                    "path template \"/feed/*\" has \"*\", which is no wildcard here; a place in it is a whole segment,"
                            + " such as {id}",
                    refusal(() -> server.at("/feed/*")));
            assertEquals(
                    "path template \"/\u540d\" has a character that no request line can have; write it as clients send"
                            + " it: \"/%E5%90%8D\"",
                    refusal(() -> server.at("/\u540d")));
        }
    }

    @Nested
    class an_attempt_left_to_the_test {

        @Test
        void is_accepted_and_spoken_on() throws IOException {
            server.behave(ask());
            try (RawPeer client = RawPeer.connect(server.port())) {
                Attempt attempt = server.awaitAttempt();
                assertEquals(0, attempt.handshake().status());
                ServerConnection connection = attempt.accept();
                connection.send("welcome");
                assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
                assertEquals("81 welcome", client.read().toString());
                assertEquals(connection, server.awaitConnection());
                assertEquals(101, attempt.handshake().status());
            }
            server.verify(); // which would wait for a pong of a client that is there, and reads no more
        }

        @Test
        void is_accepted_with_a_behavior() throws IOException {
            server.behave(ask());
            try (RawPeer client = RawPeer.connect(server.port())) {
                server.awaitAttempt().accept(closeWith(3005, "no"));
                client.readHead();
                assertEquals("88 3005 no", client.read().toString());
                client.sendClose(3005, "no");
                assertEquals(new CloseStatus(3005, "no"), ServerConnectionTests.awaitClosed(server.connection(1)));
            }
        }

        @Test
        void is_refused() throws IOException {
            server.behave(ask());
            try (RawPeer client = RawPeer.connect(server.port())) {
                Attempt attempt = server.awaitAttempt();
                attempt.refuse(403);
                assertTrue(client.readHead().startsWith("HTTP/1.1 403 "));
                assertEquals(403, attempt.handshake().status());
                assertTrue(attempt.end().isPresent());
                assertEquals(List.of(), server.connections());
                server.verify();
            }
        }

        @Test
        void is_answered_only_by_what_answers_one_attempt() throws IOException {
            server.behave(ask());
            try (RawPeer client = RawPeer.connect(server.port())) {
                Attempt attempt = server.awaitAttempt();
                assertEquals("ask() is not an answer to one attempt", refusal(() -> attempt.answer(ask())));
                assertEquals(
                        "inTurn(echo()) is not an answer to one attempt",
                        refusal(() -> attempt.answer(inTurn(echo()))));
                assertEquals(
                        "refuse(503) does not open a connection at once; use answer(refuse(503))",
                        refusal(() -> attempt.accept(refuse(503))));
                attempt.answer(refuse(503));
                assertTrue(client.readHead().startsWith("HTTP/1.1 503 "));
            }
        }

        @Test
        void can_be_answered_as_soon_as_it_is_seen() throws IOException {
            server.behave(ask());
            for (int i = 0; i < 200; i++) {
                try (RawPeer client = RawPeer.connect(server.port())) {
                    server.awaitAttempt().refuse(503);
                    assertTrue(client.readHead().startsWith("HTTP/1.1 503 "));
                }
            }
        }

        @Test
        void cannot_be_answered_when_its_client_has_left() throws IOException {
            for (Behavior behavior : List.of(ask(), neverOpen(), slowOpen(ofHours(1)))) {
                server.behave(behavior);
                Attempt attempt;
                try (RawPeer client = RawPeer.connect(server.port())) {
                    attempt = server.awaitAttempt();
                    assertTrue(client.socket().isConnected());
                    assertEquals(Optional.empty(), attempt.end());
                }
                awaitEnd(attempt);
                assertEquals(ReadyState.CLOSED, attempt.log().readyState());
                assertEquals(
                        attempt.log() + " GET / cannot be answered any more: its client left before it had an answer",
                        assertThrows(IllegalStateException.class, attempt::accept)
                                .getMessage());
                server.verify(); // nobody could answer it
            }
            assertEquals(List.of(), server.connections());
        }

        @Test
        void ends_by_a_reset_whoever_was_to_answer() throws IOException {
            for (Behavior behavior : List.of(ask(), neverOpen(), slowOpen(ofHours(1)))) {
                server.behave(behavior);
                try (RawPeer client = RawPeer.connect(server.port())) {
                    Attempt attempt = server.awaitAttempt();

                    attempt.reset();
                    attempt.reset();

                    assertEquals(
                            "Connection reset",
                            assertThrows(IOException.class, client::readHead).getMessage());
                    awaitEnd(attempt);
                    assertEquals(ReadyState.CLOSED, attempt.log().readyState());
                }
            }
        }

        @Test
        void is_not_ended_by_a_reset_once_it_is_answered() throws IOException {
            server.behave(ask());
            try (RawPeer client = RawPeer.connect(server.port())) {
                Attempt attempt = server.awaitAttempt();
                attempt.refuse(503);

                attempt.reset();

                assertTrue(client.readHead().startsWith("HTTP/1.1 503 "));
            }
        }

        @Test
        void cannot_be_answered_when_the_server_has_gone_down() throws IOException {
            server.behave(ask());
            try (RawPeer client = RawPeer.connect(server.port())) {
                Attempt attempt = server.awaitAttempt();
                server.goDown();
                assertTrue(attempt.end().isPresent());
                assertEquals(
                        "server#1 GET / cannot be answered any more: the server went down meanwhile",
                        assertThrows(IllegalStateException.class, () -> attempt.refuse(503))
                                .getMessage());
                server.verify();
                assertTrue(client.isAtEnd());
                server.comeBack();
            }
            try (RawPeer client = RawPeer.connect(server.port())) {
                server.awaitAttempt().refuse(503);
                assertTrue(client.readHead().startsWith("HTTP/1.1 503 "));
            }
        }

        private void awaitEnd(Attempt attempt) {
            Recorder.of(server)
                    .await(attempt.log(), () -> attempt.end().map(Answer::found).orElseGet(Answer::pending));
        }

        @Test
        void that_the_behavior_answered_is_not() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                Attempt attempt = server.awaitAttempt();
                server.awaitConnection();
                assertEquals(
                        "server#1 GET / 101 has been answered already",
                        assertThrows(IllegalStateException.class, attempt::accept)
                                .getMessage());
                client.sendClose(1000, "");
            }
        }
    }
}
