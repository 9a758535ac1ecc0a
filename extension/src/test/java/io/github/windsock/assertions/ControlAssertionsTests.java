package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertPonged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.awaitPings;
import static io.github.windsock.assertions.WebSocketAssertions.awaitPongs;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.silent;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Payload;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Pings and pongs as both ends receive them: there, absent, late, too many, on another connection, after the end. */
@Timeout(60)
class ControlAssertionsTests {

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(20)));
    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final BrowserPage page = BrowserPage.builder().journal(journal).build();
    private final BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));
    private final ServerConnection connection = server.awaitConnection();

    @AfterEach
    void end() {
        page.close();
        server.close();
    }

    private static String head(Executable assertion) {
        String message = assertThrows(AssertionError.class, () -> waitingUpTo(ofMillis(20), () -> run(assertion)))
                .getMessage();
        return message.substring(0, message.indexOf("\n\n")).replaceAll("java:[0-9]+", "java:LINE");
    }

    private static void run(Executable assertion) {
        try {
            assertion.execute();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void ping(String payload) {
        connection.ping(Payload.ofText(payload));
    }

    @Test
    void exactly_so_many_are_proved_and_their_pongs_too() {
        for (String each : List.of("a", "b", "c")) {
            ping(each);
        }
        List<Payload> three = List.of(Payload.ofText("a"), Payload.ofText("b"), Payload.ofText("c"));
        assertEquals(three, assertPinged(3, socket));
        assertEquals(three, assertPonged(3, connection));
        assertPinged(0, socket);
        assertPonged(0, connection);
    }

    @Test
    void those_of_a_fence_do_not_count() {
        assertNothingMoreReceived(socket);
        assertNothingMoreReceived(connection);
        assertPinged(0, socket);
        assertPinged(0, connection);
        assertPonged(0, socket);
        assertPonged(0, connection);
    }

    @Test
    void a_pong_that_nobody_asked_for_is_one_too() {
        socket.inspect().pong(Payload.ofText("alive"));
        assertPonged("alive", connection);
        assertPonged(0, connection);
        connection.pong(Payload.of(new byte[] {65}));
        assertPonged("A", socket);
    }

    @Test
    void one_by_its_payload_is_claimed() {
        ping("a");
        ping("b");
        assertEquals(Payload.ofText("b"), assertPinged("b", socket));
        assertEquals(List.of(Payload.ofText("a")), assertPinged(1, socket));
        assertEquals("""
                client#1 did not receive ping "b"
                expected: <ping "b">  but was: <nothing>  (after 20 ms; server#1 has sent it once; an earlier assertion has claimed it, at ControlAssertionsTests.java:LINE)""", head(() -> assertPinged("b", socket)));
    }

    @Test
    void another_payload_is_shown() {
        ping("a");
        assertPonged("a", connection);
        assertEquals("""
                client#1 did not receive ping "b"
                expected: <ping "b">  but was: <ping "a">  (after 20 ms; server#1 has not sent it)""", head(() -> assertPinged("b", socket)));
    }

    @Test
    void late_ones_are_waited_for() {
        server.behave(echo().with(pingEvery(ofMillis(5))));
        BrowserWebSocket late = page.open(server.uri());
        assertEquals(3, awaitPings(3, late).size());
        assertEquals(2, awaitPongs(2, server.awaitConnection()).size());
    }

    @Test
    void too_few_are_counted() {
        ping("a");
        assertPonged("a", connection);
        assertEquals("""
                client#1 did not receive 2 pings
                expected: <2 pings>  but was: <1 ping>  (after 20 ms; server#1 has sent 1 ping)""", head(() -> assertPinged(2, socket)));
        assertEquals("""
                client#1 did not receive 3 pongs
                expected: <3 pongs>  but was: <0 pongs>  (after 20 ms; server#1 has sent none)""", head(() -> awaitPongs(3, socket)));
        assertPinged(1, socket);
    }

    @Test
    void too_many_are_shown() {
        ping("a");
        ping("b");
        awaitPongs(2, connection); // so both have come
        AssertionError failure = assertThrows(AssertionError.class, () -> assertPinged(1, socket)); // not in vain
        assertTrue(failure.getMessage().startsWith("""
                client#1 received more than 1 ping
                expected: <nothing more>  but was: <ping "b">"""), failure.getMessage());
        assertPinged(2, socket);
    }

    @Test
    void on_another_connection_they_do_not_count() {
        BrowserWebSocket other = page.open(server.uri());
        server.awaitConnection().ping();
        assertPinged(1, other);
        assertPinged(0, socket);
    }

    @Test
    void after_the_end_they_are_not_waited_for() {
        ping("a");
        assertPonged("a", connection);
        socket.close();
        assertReadyState(io.github.windsock.ReadyState.CLOSED, socket);
        assertPinged(1, socket);
        assertEquals("""
                client#1 did not receive 1 ping
                expected: <1 ping>  but was: <0 pings>  (client#1 is closed: client#1 closed first, with an empty Close frame; server#1 has sent 1 ping)""", head(() -> awaitPings(1, socket)));
    }

    @Test
    void of_a_foreign_client_take_a_time_to_watch() {
        server.behave(silent());
        WebSocket foreign = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.uri(), new WebSocket.Listener() {})
                .join();
        ServerConnection end = server.awaitConnection();
        foreign.sendPing(ByteBuffer.wrap(new byte[] {65})).join();
        foreign.sendPong(ByteBuffer.wrap(new byte[] {66})).join(); // which nobody asked for
        foreign.sendText("behind them", true).join();
        assertReceived("behind them", end);
        assertThrows(IllegalStateException.class, () -> assertPinged(1, end));
        assertEquals(List.of(Payload.ofText("A")), assertPinged(1, end, quietFor(ofMillis(5))));
        assertEquals(Payload.ofText("B"), assertPonged("B", end));
        foreign.abort();
    }

    @Test
    void so_few_are_refused() {
        assertEquals(
                "n is 0; give 1 or more",
                assertThrows(IllegalArgumentException.class, () -> awaitPings(0, socket))
                        .getMessage());
        assertEquals(
                "n is -1; give 0 or more",
                assertThrows(IllegalArgumentException.class, () -> assertPonged(-1, socket))
                        .getMessage());
    }
}
