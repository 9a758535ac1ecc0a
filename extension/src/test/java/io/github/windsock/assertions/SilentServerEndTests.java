package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.server.Faults.blackHole;
import static io.github.windsock.server.Faults.stopReading;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page waits for the answer to its goodbye, but for none that the test has forbidden: thirty of these would take 30 s. */
class SilentServerEndTests {

    static Stream<Fault> silences() {
        return Stream.of(blackHole(), stopReading());
    }

    @Timeout(20)
    @ParameterizedTest
    @MethodSource("silences")
    void a_page_does_not_wait_for_a_server_that_is_told_not_to_answer(Fault silence) {
        for (int i = 0; i < 30; i++) {
            try (EchoServer server = EchoServer.builder().behavior(silence).start()) {
                BrowserPage page =
                        BrowserPage.builder().journal(server.journal()).build();
                BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));
                server.awaitConnection();
                page.close();

                assertEquals(CLOSED, socket.readyState());
            }
        }
    }
}
