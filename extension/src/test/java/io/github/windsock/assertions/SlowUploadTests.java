package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Payload;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TestClock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client sends is delayed: what assertions say meanwhile, and that nothing waits for it at an end. */
@Timeout(60)
class SlowUploadTests {

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(20)));

    private List<String> told() {
        return journal.entries().stream()
                .map(Entry::event)
                .map(event -> event.kind() + " " + event.summary() + " " + event.detail())
                .toList();
    }

    @Nested
    class where_time_is_the_tests {
        private final TestClock clock = TestClock.create();
        private final EchoServer server =
                EchoServer.builder().journal(journal).clock(clock).start();
        private final BrowserPage page = BrowserPage.builder().journal(journal).build();

        @AfterEach
        void close() {
            page.close();
            server.close();
        }

        private BrowserWebSocket open(Behavior behavior) {
            server.behave(behavior);
            return assertReadyState(OPEN, page.open(server.uri()));
        }

        @Test
        void a_message_arrives_when_the_test_advances_it() {
            BrowserWebSocket socket = open(echo().with(uploadLatency(ofMillis(200))));
            ServerConnection connection = server.awaitConnection();
            socket.send("a");
            assertNothingMoreReceived(connection);
            clock.advance(ofMillis(199));
            assertNotReceived("a", connection);
            assertEquals(List.of("upload latency of 200 ms of server#1 in 1 ms"), clock.planned());
            socket.send("b");
            clock.advance(ofMillis(1));
            assertReceivedExactly(List.of("a"), connection);
            assertReceivedExactly(List.of("a"), socket);
            clock.advance(ofMillis(199));
            assertReceivedExactly(List.of("b"), connection);
        }

        @Test
        void so_does_what_closes_the_connection() {
            BrowserWebSocket socket = open(echo().with(uploadLatency(ofMillis(200))));
            ServerConnection connection = server.awaitConnection();
            socket.send("a");
            socket.close(3005, "bye");
            assertNothingMoreReceived(connection);
            clock.advance(ofMillis(199));
            assertReadyState(OPEN, connection);
            clock.advance(ofMillis(1));
            assertReceived("a", connection);
            assertClosedWith(3005, "bye", connection);
            assertClosedWith(3005, "bye", socket);
        }

        @Test
        void another_behavior_gets_what_is_under_way_at_once_and_in_order() {
            BrowserWebSocket socket =
                    open(silent().with(uploadLatency(ofHours(1)).jitter(ofHours(1))));
            ServerConnection connection = server.awaitConnection();
            for (int i = 0; i < 20; i++) {
                socket.send("n" + i);
            }
            assertNothingMoreReceived(connection);
            connection.behave(echo());
            for (int i = 0; i < 20; i++) {
                assertReceived("n" + i, socket);
            }
            assertEquals(List.of(), clock.planned());
            socket.send("at once");
            assertReceivedExactly(List.of("at once"), socket);
        }

        @Test
        void a_behavior_may_be_slow_from_the_middle_on() {
            BrowserWebSocket socket = open(echo());
            ServerConnection connection = server.awaitConnection();
            socket.send("a");
            assertReceived("a", socket);
            connection.behave(echo().with(uploadLatency(ofSeconds(1))));
            assertNothingMoreReceived(socket); // the other behavior has begun
            socket.send("b");
            socket.inspect().ping(Payload.ofText("p"));
            assertNothingMoreReceived(socket);
            clock.advance(ofSeconds(1));
            assertReceivedExactly(List.of("b"), socket);
            assertPinged(1, connection);
        }

        @Test
        void more_than_a_mebibyte_waits_at_the_client() {
            BrowserWebSocket socket = open(silent().with(uploadLatency(ofSeconds(1))));
            ServerConnection connection = server.awaitConnection();
            String half = "x".repeat(600_000);
            IntStream.range(0, 5).forEach(i -> socket.send(i + half));
            String failure = assertThrows(AssertionError.class, () -> assertNothingMoreReceived(connection))
                    .getMessage();
            assertTrue(
                    failure.contains("server#1 does not read on before the test's clock is advanced"),
                    () -> failure.substring(0, 400));
            for (int i = 0; i < 3; i++) {
                clock.advance(ofSeconds(1));
            }
            for (int i = 0; i < 5; i++) {
                assertReceived(i + half, connection);
            }
        }

        @Test
        void the_end_of_a_server_does_not_wait() {
            BrowserWebSocket socket = open(echo().with(uploadLatency(ofHours(1))));
            ServerConnection connection = server.awaitConnection();
            socket.send("a");
            assertNothingMoreReceived(connection);
            server.close();
            assertClosedWith(1001, "server stopping", socket);
            assertTrue(told().contains("RECEIVED text  \"a\" 1 B"), () -> "" + told());
            assertReadyState(CLOSED, connection);
        }

        @Test
        void nor_does_the_end_of_a_page() {
            BrowserWebSocket socket = open(echo().with(uploadLatency(ofHours(1))));
            ServerConnection connection = server.awaitConnection();
            socket.send("a");
            page.close();
            assertReceived("a", connection);
            assertClosedWith(1001, "", connection);
        }

        @Test
        void what_the_server_cuts_off_never_arrives() {
            BrowserWebSocket socket = open(echo().with(uploadLatency(ofHours(1))));
            ServerConnection connection = server.awaitConnection();
            socket.send("a");
            socket.send("b");
            assertNothingMoreReceived(connection);
            connection.reset();
            assertReadyState(CLOSED, connection);
            assertTrue(
                    told().contains("NOTE never received: 2 delayed frames the server ended the connection meanwhile"),
                    () -> "" + told());
            assertEquals(List.of(), clock.planned());
        }
    }

    @Nested
    class where_time_is_real {
        private final EchoServer server =
                EchoServer.builder().journal(journal).tls().start();
        private final BrowserPage page = BrowserPage.builder()
                .journal(journal)
                .trust(server.sslContext())
                .build();

        @AfterEach
        void close() {
            page.close();
            server.close();
        }

        private BrowserWebSocket open(Behavior behavior) {
            server.behave(behavior);
            return assertReadyState(OPEN, page.open(server.uri()));
        }

        @Test
        void nothing_more_waits_for_what_is_under_way() {
            BrowserWebSocket socket = open(echo().with(uploadLatency(ofMillis(50))));
            ServerConnection connection = server.awaitConnection();
            socket.send("a");
            String failure = assertThrows(AssertionError.class, () -> assertNothingMoreReceived(connection))
                    .getMessage();
            assertTrue(failure.contains("expected: <nothing more>  but was: <text \"a\">"), failure);
            socket.send("b");
            assertReceivedExactly(List.of("a", "b"), socket);
        }

        @Test
        void jitter_keeps_the_order() {
            BrowserWebSocket socket =
                    open(silent().with(uploadLatency(ofMillis(10)).jitter(ofMillis(10))));
            ServerConnection connection = server.awaitConnection();
            List<String> all =
                    IntStream.range(0, 200).mapToObj(Integer::toString).toList();
            all.forEach(socket::send);
            assertReceivedExactly(all, connection);
        }

        @Test
        void the_strict_check_judges_what_is_under_way_at_once() {
            BrowserWebSocket socket = open(on("a", reply("b")).with(uploadLatency(ofHours(1))));
            socket.send("c");
            String failure = assertThrows(AssertionError.class, server::verify).getMessage();
            assertTrue(failure.startsWith("no rule took text \"c\""), failure);
        }
    }

    @Nested
    class where_the_timeout_is_shorter extends AssertionsFixture {

        private void assertUnsure(String delay, Behavior behavior) {
            hastyServer.behave(behavior);
            BrowserWebSocket socket = hasty();
            ServerConnection connection = hastyServer.awaitConnection(PATIENCE);
            socket.send("a");
            String message = unsure(connection);
            for (int i = 0; i < 100 && !message.contains("uploadLatency"); i++) {
                message = unsure(connection); // a busy client had not handled a ping in time
            }
            assertEquals(
                    "cannot confirm that server#1 receives nothing more: server#1 holds what client#1 sent for " + delay
                            + " (uploadLatency), and has not read all of it within 150 ms; give a time to watch:"
                            + " quietFor(..)",
                    message);
        }

        private static String unsure(ServerConnection connection) {
            String message = assertThrows(AssertionError.class, () -> assertNothingMoreReceived(connection))
                    .getMessage();
            return message.substring(0, message.indexOf("\n\n"));
        }

        @Test
        void nothing_more_names_the_delay() {
            assertUnsure("200 s", echo().with(uploadLatency(ofSeconds(200))));
        }

        @Test
        void nothing_more_names_the_longest_delay_with_jitter() {
            assertUnsure(
                    "up to 300 s", echo().with(uploadLatency(ofSeconds(200)).jitter(ofSeconds(100))));
        }
    }
}
