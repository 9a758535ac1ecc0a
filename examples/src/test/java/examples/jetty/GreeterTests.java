package examples.jetty;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.jetty.JettyEndpoints;
import io.github.windsock.jetty.JettyEngine;
import io.github.windsock.junit.Connect;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code under test is an endpoint: it is the server, on a private port for each test. */
@WithEchoServer(engine = JettyEngine.class)
class GreeterTests {

    @BeforeEach
    void serve(EchoServer server) {
        JettyEndpoints.of(server).add("/greet", (request, response, callback) -> new Greeter());
    }

    @Test
    void greets_and_shouts(@Connect(path = "/greet") BrowserWebSocket socket) {
        assertReceived("welcome", socket);
        socket.send("hello");
        assertReceived("HELLO", socket);
    }
}
