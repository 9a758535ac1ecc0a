package examples.feed;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.silent;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import org.junit.jupiter.api.Test;

/** The code under test brings its own client; the test speaks for the server. */
@WithEchoServer
class PriceFeedTests {

    @Test
    void subscribes_and_shows_the_price(EchoServer server) {
        server.behave(silent());
        try (var feed = new PriceFeed(server.uri("/prices")).start()) {
            ServerConnection connection = server.awaitConnection();
            assertReceived("{\"op\":\"subscribe\"}", connection);
            connection.send("{\"price\": 42}");
            await(server).until(() -> feed.price() == 42);
            connection.close(3005, "maintenance");
            assertClosedWith(3005, "maintenance", connection);
        }
    }
}
