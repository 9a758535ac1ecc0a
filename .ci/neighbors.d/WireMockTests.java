import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import org.junit.jupiter.api.Test;

/** WireMock 3 brings Jetty 11. */
@WithEchoServer
class WireMockTests {

    @Test
    void both_work(BrowserWebSocket socket) throws Exception {
        WireMockServer server = new WireMockServer(0);
        server.start();
        try {
            server.stubFor(WireMock.get("/hello").willReturn(WireMock.ok("hello")));
            Exchange.over(socket, server.port());
        } finally {
            server.stop();
        }
    }
}
