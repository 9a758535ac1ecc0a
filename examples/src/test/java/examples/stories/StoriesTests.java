package examples.stories;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.resetConnection;
import static java.time.Duration.ofMillis;

import examples.feed.PriceFeed;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three stories that everybody who tests WebSocket code has to tell. */
@WithEchoServer
class StoriesTests {

    @Test
    void echoes(BrowserWebSocket socket) {
        socket.send("hello");
        assertReceived("hello", socket);
    }

    @Test
    void pushes_and_closes(EchoServer server, BrowserPage page) {
        server.behave(push(ofMillis(20), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));
        BrowserWebSocket socket = page.open(server.uri("/").toString());
        assertClosedWith(3005, "done", socket);
        assertReceivedExactly(List.of("tick-1", "tick-2", "tick-3"), socket);
    }

    /** By a reset: the JDK's client sometimes misses a FIN that comes close behind a message. */
    @Test
    void is_dropped_and_reconnects(EchoServer server) {
        server.behave(inTurn(echo().times(1).then(resetConnection()), echo()));
        try (var feed = new PriceFeed(server.uri()).start()) {
            server.awaitAttempts(2);
            await(server).until(feed::isConnected);
        }
    }

    static IntStream rounds() {
        return IntStream.range(0, Boolean.getBoolean("windsock.soak") ? 1_000 : 100);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void reconnects_without_a_race(int round, EchoServer server) {
        server.behave(inTurn(refuse(503), echo().times(1).then(resetConnection()), echo()));
        try (var feed = new PriceFeed(server.uri(), 1).start()) {
            assertRefused(503, server.awaitAttempts(3).get(0));
            await(server).until(feed::isConnected);
            server.whileDown(() -> await(server).until(() -> !feed.isConnected()));
            await(server).until(feed::isConnected);
        }
    }
}
