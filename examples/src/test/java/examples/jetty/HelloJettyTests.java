package examples.jetty;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.jetty.JettyEngine;
import io.github.windsock.junit.WithEchoServer;
import org.junit.jupiter.api.Test;

/** A server that people deploy, as a second opinion. */
@WithEchoServer(engine = JettyEngine.class) // or the whole suite once more: -Dwindsock.engine=jetty
class HelloJettyTests {

    @Test
    void says_hello_to_a_server_that_people_deploy(BrowserWebSocket socket) {
        socket.send("hello WebSocket");
        assertReceived("hello WebSocket", socket);
        socket.close(3005, "我就是要关闭它");
        assertClosedWith(3005, "我就是要关闭它", socket);
    }
}
