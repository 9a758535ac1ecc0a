package io.github.windsock.assertions;

import static io.github.windsock.Matchers.text;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertNoMoreAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.Gate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An assertion that nothing happens never passes because its thread was interrupted, and says so; the flag stays set. */
@WithEchoServer
class InterruptedAssertionsTests {
    /** No wait takes so long: the interrupt ends it. */
    private static final Duration LONG = ofMinutes(1);

    private final EchoServer server;
    private final BrowserPage page;
    private final BrowserWebSocket socket;
    private final Gate gate = new Gate();

    InterruptedAssertionsTests(EchoServer server, BrowserPage page) {
        this.server = server;
        this.page = page;
        this.socket = page.open(server.uri());
    }

    @BeforeEach
    void interrupt() {
        assertReadyState(OPEN, socket);
        server.awaitConnection();
        page.run(gate::pass); // so that no fence is answered
        gate.awaitReached();
        Thread.currentThread().interrupt();
    }

    @AfterEach
    void clear() {
        assertTrue(Thread.interrupted());
        gate.open();
    }

    private static void assertSays(String expected, Executable assertion) {
        String message = assertThrows(AssertionError.class, assertion).getMessage();
        assertEquals(
                expected + ": interrupted while waiting",
                message.lines().findFirst().orElse(""));
    }

    @Test
    void nothing_more_is_confirmed_by_neither_fence_nor_time() {
        String message = "cannot confirm that client#1 receives nothing more";

        assertSays(message, () -> assertNothingMoreReceived(socket));
        assertSays(message, () -> assertNotReceived(text("x"), socket));
        assertSays(message, () -> assertNothingMoreReceived(socket, LONG));
        assertSays(message, () -> assertReceivedExactly(List.of(), socket, quietFor(LONG)));
        assertTrue(Thread.interrupted());
        gate.open();
        assertNothingMoreReceived(socket); // the interrupted fences did not give up the connection
        Thread.currentThread().interrupt();
    }

    @Test
    void no_more_attempts_is_not_confirmed() {
        assertSays(
                "cannot confirm that no more clients connect to " + server.uri(),
                () -> assertNoMoreAttempts(server, quietFor(LONG)));
    }

    @Test
    void an_outage_begins_and_ends() {
        server.whileDown(() -> {});
    }
}
