package io.github.windsock.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimesTests {

    @ParameterizedTest
    @CsvSource({
        "--idle-timeout, /silent, no message for 50 ms",
        "--max-life, /push?every=10ms&text=x, open for 50 ms",
        "--max-life, /silent, open for 50 ms"
    })
    void what_is_over_gets_1001_and_the_reason(String option, String target, String reason) throws IOException {
        try (Service service = new TestProgram().serve("--port", "0", "--quiet", option, "50ms");
                RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(RawHttpClient.upgrade(target) + "\r\n");
            client.readHead();

            byte[] frame = nextButTicks(client);

            assertEquals("\u0003\u00e9" + reason, new String(frame, StandardCharsets.ISO_8859_1));
        }
    }

    private static byte[] nextButTicks(RawHttpClient client) throws IOException {
        byte[] head = client.readBytes(2);
        while (head[0] == (byte) 0x81) {
            client.readBytes(head[1]);
            head = client.readBytes(2);
        }
        assertEquals((byte) 0x88, head[0]);
        return client.readBytes(head[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/never-open", "/slow-open?by=10m&then=echo"})
    void who_waits_for_an_answer_longer_than_a_life_is_ended(String target) throws IOException {
        try (Service service = new TestProgram().serve("--port", "0", "--quiet", "--max-life", "50ms");
                RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(RawHttpClient.upgrade(target) + "\r\n");

            IOException ended = assertThrows(IOException.class, client::readHead);

            assertEquals("Connection reset", ended.getMessage());
        }
    }

    @Test
    void the_idle_time_begins_when_a_connection_is_open() throws IOException {
        try (Service service = new TestProgram().serve("--port", "0", "--quiet", "--idle-timeout", "50ms");
                RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(RawHttpClient.upgrade("/slow-open?by=200ms&then=silent") + "\r\n");

            assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
            byte[] frame = nextButTicks(client);

            assertEquals("\u0003\u00e9no message for 50 ms", new String(frame, StandardCharsets.ISO_8859_1));
        }
    }

    @Nested
    class by_a_clock_of_the_test {
        private final AtomicLong now = new AtomicLong(-5);
        private final Duration hour = Duration.ofHours(1);

        @Test
        void a_message_begins_the_idle_time_again() throws Exception {
            try (EchoServer server = EchoServer.start();
                    Lifetimes lifetimes = new Lifetimes(server, hour, Duration.ZERO, now::get);
                    RawHttpClient client = new RawHttpClient(server.port())) {
                ServerConnection connection = open(server, client);
                lifetimes.read(entry(connection, Event.Kind.ATTEMPT));
                lifetimes.read(entry(connection, Event.Kind.ANSWER));
                now.addAndGet(hour.minusSeconds(1).toNanos());
                connection.send("still here");
                lifetimes.read(entry(connection, Event.Kind.SENT));
                now.addAndGet(hour.minusSeconds(1).toNanos());

                lifetimes.check(connection.number());
                ReadyState before = connection.readyState();
                now.addAndGet(Duration.ofSeconds(1).toNanos());
                lifetimes.check(connection.number());

                assertEquals(ReadyState.OPEN, before);
                assertTrue(connection.readyState().compareTo(ReadyState.CLOSING) >= 0);
            }
        }

        /** The log of the program waits if nobody takes its output, and with it all that read the journal. */
        @Test
        void a_message_that_was_not_read_yet_begins_the_idle_time_again_once() throws Exception {
            try (EchoServer server = EchoServer.start();
                    Lifetimes lifetimes = new Lifetimes(server, hour, Duration.ZERO, now::get);
                    RawHttpClient client = new RawHttpClient(server.port())) {
                ServerConnection connection = open(server, client);
                lifetimes.read(entry(connection, Event.Kind.ATTEMPT));
                lifetimes.read(entry(connection, Event.Kind.ANSWER));
                connection.send("still here");
                now.addAndGet(hour.toNanos());

                lifetimes.check(connection.number());
                ReadyState before = connection.readyState();
                now.addAndGet(hour.toNanos());
                lifetimes.check(connection.number());

                assertEquals(ReadyState.OPEN, before);
                assertTrue(connection.readyState().compareTo(ReadyState.CLOSING) >= 0);
            }
        }

        @Test
        void a_message_does_not_prolong_the_life() throws Exception {
            try (EchoServer server = EchoServer.start();
                    Lifetimes lifetimes = new Lifetimes(server, Duration.ZERO, hour, now::get);
                    RawHttpClient client = new RawHttpClient(server.port())) {
                ServerConnection connection = open(server, client);
                lifetimes.read(entry(connection, Event.Kind.ATTEMPT));
                lifetimes.read(entry(connection, Event.Kind.ANSWER));
                now.addAndGet(hour.toNanos());
                connection.send("still here");
                lifetimes.read(entry(connection, Event.Kind.SENT));

                lifetimes.check(connection.number());

                assertTrue(connection.readyState().compareTo(ReadyState.CLOSING) >= 0);
            }
        }

        @Test
        void lines_that_were_missed_count_as_messages_and_as_openings() throws Exception {
            try (EchoServer server = EchoServer.start();
                    Lifetimes lifetimes = new Lifetimes(server, hour, Duration.ZERO, now::get);
                    RawHttpClient client = new RawHttpClient(server.port())) {
                ServerConnection connection = open(server, client);
                lifetimes.missed(1);
                now.addAndGet(hour.minusSeconds(1).toNanos());
                lifetimes.missed(1);
                now.addAndGet(Duration.ofSeconds(2).toNanos());

                lifetimes.check(connection.number());
                ReadyState before = connection.readyState();
                now.addAndGet(hour.toNanos());
                lifetimes.check(connection.number());

                assertEquals(ReadyState.OPEN, before);
                assertTrue(connection.readyState().compareTo(ReadyState.CLOSING) >= 0);
            }
        }

        private ServerConnection open(EchoServer server, RawHttpClient client) throws IOException {
            client.write(RawHttpClient.upgrade("/") + "\r\n");
            client.readHead();
            return server.awaitConnection();
        }

        private Entry entry(ServerConnection connection, Event.Kind kind) {
            return PartyLog.of(connection).entries().stream()
                    .filter(each -> each.event().kind() == kind)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
