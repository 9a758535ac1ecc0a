package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Faults.blackHole;
import static io.github.windsock.server.Faults.cutAfter;
import static io.github.windsock.server.Faults.cutAfterBytes;
import static io.github.windsock.server.Faults.cutAfterIdle;
import static io.github.windsock.server.Faults.cutWithinFrame;
import static io.github.windsock.server.Faults.halfClose;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.oneByteClose;
import static io.github.windsock.server.Faults.stopReading;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawPeer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What faults of TCP do to a bare socket, and what the journal says. */
class TransportFaultTests {

    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private RawPeer connect(Behavior behavior) throws IOException {
        server.behave(behavior);
        return RawPeer.open(server.port());
    }

    /** Waits until the journal has a line. */
    private void awaitLine(String line) {
        Outcome<String> outcome = Recorder.of(server)
                .await(
                        null,
                        () -> lines().stream()
                                .filter(line::equals)
                                .findFirst()
                                .<Answer<String>>map(Answer::found)
                                .orElseGet(Answer::pending));
        assertTrue(
                outcome instanceof Outcome.Met,
                () -> server.journal().timeline().toString());
    }

    private List<String> lines() {
        return server.journal().entries().stream()
                .map(Entry::event)
                .map(event -> (event.kind().arrow() + " " + event.summary() + " " + event.detail()).strip())
                .toList();
    }

    private static String hex(RawPeer client, int count) throws IOException {
        return HexFormat.of().formatHex(client.readBytes(count));
    }

    @Nested
    class a_half_close {

        @Test
        void ends_what_the_server_says_and_not_what_it_hears() throws IOException {
            try (RawPeer client = connect(halfClose())) {
                assertTrue(client.isAtEnd());
                client.send(0x81, "still here");

                awaitLine("← text  \"still here\" 10 B");
                assertEquals(ReadyState.CLOSING, server.awaitConnection().readyState());
            }
            awaitLine("close 1006 \"\" wasClean=false, the server closed its direction of the connection without a"
                    + " Close frame");
        }
    }

    @Nested
    class stopped_reading {

        @Test
        void goes_on_when_the_test_says_so() throws IOException {
            try (RawPeer client = connect(stopReading())) {
                client.send(0x81, "a");
                ServerConnection connection = server.awaitConnection();
                connection.send("first");
                assertEquals("81 first", client.read().toString());
                connection.resume();

                assertEquals("81 a", client.read().toString());
            }
            assertTrue(lines().contains("✕ fault  stopReading() RFC 9293 3.8.6"), () -> lines().toString());
        }
    }

    @Nested
    class a_black_hole {

        @Test
        void loses_what_comes_and_answers_nothing() throws IOException {
            try (RawPeer client = connect(blackHole())) {
                client.send(0x01, "half of a ");
                client.send(0x89, "ping");
                client.send(0x80, "message");
                client.send(0x88);
                client.fin();
                assertTrue(client.isAtEnd());
            }
            awaitLine("close 1006 \"\" wasClean=false, no Close frame arrived: the client closed the connection");
            assertEquals(
                    List.of(
                            "✕ fault  blackHole() RFC 9293 3.8.3",
                            "· lost in a black hole frames from the client: 4, to it: 0"),
                    lines().subList(2, 4));
        }

        @Test
        void ends_when_the_test_says_so() throws IOException {
            try (RawPeer client = connect(echo())) {
                ServerConnection connection = server.awaitConnection();
                connection.fault(blackHole());
                connection.send("lost");
                connection.ping();
                connection.resume();
                connection.send("kept");
                assertEquals("81 kept", client.read().toString());
                client.send(0x81, "back");

                assertEquals("81 back", client.read().toString());
            }
            assertEquals(
                    List.of(
                            "✕ fault  blackHole() RFC 9293 3.8.3, ServerConnection.fault(blackHole())",
                            "· lost in a black hole frames from the client: 0, to it: 2",
                            "· resume ServerConnection.resume()",
                            "→ text  \"kept\" 4 B"),
                    lines().subList(2, 6));
        }

        @Test
        void takes_bytes_that_break_rules_too() throws IOException {
            try (RawPeer client = connect(echo())) {
                ServerConnection connection = server.awaitConnection();
                connection.fault(blackHole());
                connection.fault(invalidUtf8());
                connection.fault(oneByteClose());
                connection.resume();
                connection.send("kept");
                assertEquals("81 kept", client.read().toString());
            }
            assertEquals(
                    List.of(
                            "· never sent: invalidUtf8() it is a black hole",
                            "· never sent: oneByteClose() it is a black hole",
                            "· resume ServerConnection.resume()",
                            "→ text  \"kept\" 4 B"),
                    lines().subList(3, 7));
        }

        @Test
        void ends_with_the_server_at_once_and_tells_what_it_never_sent() throws IOException {
            try (RawPeer client = connect(blackHole())) {
                server.awaitConnection();
                server.close();

                assertTrue(client.isAtEnd());
            }
            awaitLine("· never sent: Close 1001 \"server stopping\" it is a black hole");
        }
    }

    @Nested
    class a_cut {

        @Test
        void within_a_frame_leaves_a_part_of_it() throws IOException {
            try (RawPeer client = connect(cutWithinFrame())) {
                assertEquals("810a63757420686572", hex(client, 9));
                assertTrue(client.isAtEnd());
            }
        }

        @Test
        void after_bytes_counts_them_from_the_order_on() throws IOException {
            try (RawPeer client = connect(echo())) {
                client.send(0x81, "a");
                assertEquals("81 a", client.read().toString());
                server.awaitConnection().fault(cutAfterBytes(4));
                client.send(0x81, "hello");

                assertEquals("81056865", hex(client, 4));
                assertTrue(client.isAtEnd());
            }
            awaitLine("✕ drop ServerConnection.fault(cutAfterBytes(4))");
        }

        @Test
        void after_a_time_comes_under_traffic_too() throws IOException {
            try (RawPeer client = connect(cutAfter(ofMillis(30)))) {
                assertThrows(IOException.class, () -> {
                    while (true) { // until the end
                        client.send(0x81, "a");
                        client.read();
                    }
                });
            }
            awaitLine("✕ drop cutAfter(ofMillis(30))");
        }

        @Test
        void after_idleness_needs_no_traffic() throws IOException {
            try (RawPeer client = connect(cutAfterIdle(ofMillis(1)))) {
                assertTrue(client.isAtEnd());
            }
            awaitLine("✕ drop cutAfterIdle(ofMillis(1))");
        }
    }

    @Nested
    class a_reset {

        @Test
        void acts_on_an_idle_link() throws IOException {
            try (RawPeer client = connect(echo())) {
                server.awaitConnection().fault(resetConnection());

                IOException end = assertThrows(IOException.class, client::read);
                assertTrue(end instanceof SocketException && !(end instanceof EOFException), end::toString);
            }
        }
    }
}
