package examples.jdk;

import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.fragment;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.silent;
import static java.time.Duration.ofMillis;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JDK's client in the code under test: it needs nothing of Windsock but the URL. */
@WithEchoServer
class JdkTests {

    private static final Behavior PRICES = on("subscribe", reply("42"));

    @Test
    void shows_the_price_and_comes_back(EchoServer server) {
        server.behave(silent()); // no echo: the test answers
        try (var ticker = new Ticker(server.uri("/prices"))) {
            ServerConnection connection = server.awaitConnection();
            assertReceived("subscribe", connection);
            connection.send("42");
            await(server).until(() -> ticker.price() == 42);
            connection.close(3005, "maintenance");
            assertClosedWith(3005, "", connection); // what the JDK answered: the code, and no reason
            assertReceived("subscribe", server.awaitConnection());
        }
    }

    @Test
    void puts_a_message_together(EchoServer server) {
        server.behave(PRICES.with(fragment(1))); // two calls of onText
        try (var ticker = new Ticker(server.uri("/prices"))) {
            await(server).until(() -> ticker.price() == 42);
        }
    }

    @Test
    void comes_back_to_a_rude_server(EchoServer server) {
        server.behave(inTurn(refuse(503), closeWith(1012, "restart"), on("subscribe", dropConnection()), PRICES));
        try (var ticker = new Ticker(server.uri("/prices"))) {
            await(server).until(() -> ticker.price() == 42);
            List<Attempt> attempts = server.awaitAttempts(4);
            assertRefused(503, attempts.get(0));
            assertBackoff(attempts, atLeast(ofMillis(50)), factor(1));
        }
    }
}
