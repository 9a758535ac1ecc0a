package examples.spring;

import static io.github.windsock.assertions.WebSocketAssertions.await;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.spring.EchoServerProperty;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The application connects as it starts, to the URL that it reads from {@code prices.url}. */
@SpringBootTest
@EchoServerProperty("prices.url")
class PriceApplicationTests {

    @Autowired
    Prices prices;

    @Test
    void shows_a_price(EchoServer server) {
        ServerConnection connection = server.awaitConnection(); // the application's
        connection.send("42");
        await(server).until(() -> prices.latest() == 42);
    }

    @Test
    void shows_another_price(EchoServer server) {
        ServerConnection connection = server.awaitConnection(); // the same one: the application goes on
        connection.send("43");
        await(server).until(() -> prices.latest() == 43);
    }

    @Test
    void comes_back(EchoServer server) {
        server.awaitConnection().reset();
        server.awaitConnection().send("44");
        await(server).until(() -> prices.latest() == 44);
    }
}
