package examples.spring;

import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;

class PricesPerMethodTests extends PriceApplicationBase {

    @Test
    void shows_a_price(EchoServer server) {
        show(42, server);
    }

    @Test
    void shows_another_price(EchoServer server) {
        show(43, server);
    }
}
