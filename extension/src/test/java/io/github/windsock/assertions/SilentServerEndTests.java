package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.server.Faults.blackHole;
import static io.github.windsock.server.Faults.stopReading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page waits a second for the answer to its goodbye, but not for one that the test has forbidden. */
class SilentServerEndTests {
    private static final Duration LESS_THAN_IT_WAITS = Duration.ofMillis(500);

    static Stream<Fault> silences() {
        return Stream.of(blackHole(), stopReading());
    }

    /** Who waits does so each time; a busy machine may be as slow now and then. */
    @ParameterizedTest
    @MethodSource("silences")
    void a_page_does_not_wait_for_a_server_that_is_told_not_to_answer(Fault silence) {
        assertTrue(IntStream.range(0, 30).anyMatch(run -> timeToClose(silence).compareTo(LESS_THAN_IT_WAITS) < 0));
    }

    private static Duration timeToClose(Fault silence) {
        try (EchoServer server = EchoServer.builder().behavior(silence).start()) {
            BrowserPage page = BrowserPage.builder().journal(server.journal()).build();
            BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));
            server.awaitConnection();
            long begin = System.nanoTime();
            page.close();
            assertEquals(CLOSED, socket.readyState());
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
