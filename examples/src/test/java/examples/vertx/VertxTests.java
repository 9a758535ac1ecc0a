package examples.vertx;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.silent;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Vert.x's client in the code under test, which is also the one below Quarkus's WebSockets Next. */
@WithEchoServer
class VertxTests {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void subscribes_and_shows_the_price(EchoServer server) {
        server.behave(silent()); // no echo: the test answers
        try (var ticker = new Ticker(VERTX, server.uri("/prices"))) {
            ServerConnection connection = server.awaitConnection();
            assertReceived("subscribe", connection);
            connection.send("42");
            await(server).until(() -> ticker.price() == 42);
            connection.close(3005, "maintenance");
            assertClosedWith(3005, "maintenance", connection); // what Vert.x answered
        }
    }

    @Test
    void comes_back_when_the_connection_is_lost(EchoServer server) {
        server.behave(silent());
        try (var ticker = new Ticker(VERTX, server.uri("/prices"))) {
            server.awaitConnection().reset();
            assertReceived("subscribe", server.awaitConnection());
            await(server).until(ticker::isConnected);
        }
    }
}
