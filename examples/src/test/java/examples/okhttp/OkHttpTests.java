package examples.okhttp;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.silent;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** OkHttp in the code under test: it needs nothing of Windsock but the URL. */
@WithEchoServer
class OkHttpTests {

    private final OkHttpClient http = new OkHttpClient();

    @Test
    void subscribes_and_shows_the_price(EchoServer server) {
        server.behave(silent()); // no echo: the test answers
        try (var ticker = new Ticker(http, server.uri("/prices"))) {
            ServerConnection connection = server.awaitConnection();
            assertReceived("subscribe", connection);
            connection.send("42");
            await(server).until(() -> ticker.price() == 42);
            connection.close(3005, "maintenance");
            await(server).until(() -> ticker.state().equals("closed: maintenance"));
            assertClosedWith(3005, "maintenance", connection); // what OkHttp answered
        }
    }

    @Test
    void says_why_it_is_not_connected(EchoServer server) {
        server.behave(refuse(503));
        try (var ticker = new Ticker(http, server.uri("/prices"))) {
            await(server).until(() -> ticker.state().equals("refused: 503"));
        }
    }

    @Test
    void sees_that_the_connection_is_lost(EchoServer server) {
        try (var ticker = new Ticker(http, server.uri("/prices"))) {
            server.awaitConnection().reset();
            await(server).until(() -> ticker.state().equals("lost"));
        }
    }
}
