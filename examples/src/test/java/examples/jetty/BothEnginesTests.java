package examples.jetty;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.EveryEngine;
import io.github.windsock.junit.WithEchoServer;

/** One test, on Windsock's own server and on a real Jetty. */
@WithEchoServer
class BothEnginesTests {

    @EveryEngine
    void says_hello_to_both(BrowserWebSocket socket) {
        socket.send("hello WebSocket");
        assertReceived("hello WebSocket", socket);
    }
}
