package examples.spring;

import io.github.windsock.junit.Injected;
import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class PricesPerClassTests extends PriceApplicationBase {

    @Injected
    EchoServer server;

    @Test
    void shows_a_price() {
        show(52, server);
    }

    @Test
    void shows_another_price() {
        show(53, server);
    }
}
