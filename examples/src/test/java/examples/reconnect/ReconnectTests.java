package examples.reconnect;

import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.resetConnection;
import static java.time.Duration.ofMillis;

import examples.feed.PriceFeed;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that comes back: after a refusal, after a reset, and after its server was down. */
@WithEchoServer
class ReconnectTests {

    @Test
    void comes_back(EchoServer server) {
        server.behave(inTurn(refuse(503), echo().times(1).then(resetConnection()), echo()));
        try (var feed = new PriceFeed(server.uri()).start()) {
            List<Attempt> attempts = server.awaitAttempts(3); // at least three; each knows answer, end, time
            assertRefused(503, attempts.get(0));
            assertBackoff(attempts, atLeast(ofMillis(100)), factor(2));
            // connection refused, same port afterwards
            server.whileDown(() -> await(server).until(() -> !feed.isConnected()));
            await(server).until(feed::isConnected);
        }
    }
}
