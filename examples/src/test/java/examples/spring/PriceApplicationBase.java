package examples.spring;

import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Spring makes one application for all classes that want the same, and keeps it from one to the next: so does the server
 * that the application is connected to. It has a name instead of a test that owns it.
 */
@SpringBootTest(properties = "spring.main.banner-mode=off")
@WithEchoServer(shared = "prices")
abstract class PriceApplicationBase {

    @Autowired
    PriceApplication.Prices prices;

    @DynamicPropertySource
    static void lead_to_the_double(DynamicPropertyRegistry registry) {
        registry.add("prices.url", () -> EchoServer.shared("prices").uri("/prices"));
    }

    void show(int price, EchoServer server) {
        ServerConnection connection = server.awaitConnection(); // the application's, in each test again
        connection.send(String.valueOf(price));
        await(server).until(() -> prices.latest() == price);
        assertEquals(1, PriceApplication.STARTED.get());
    }
}
