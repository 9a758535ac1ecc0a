package examples.hello;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import org.junit.jupiter.api.Test;

@WithEchoServer(alias = "echo.websocket.org")
class HelloWebSocketTests {

    @Test
    void says_hello_and_closes_with_a_reason(BrowserWebSocket socket) {
        assertReadyState(OPEN, socket);
        socket.send("hello WebSocket");
        assertReceived("hello WebSocket", socket);
        socket.close(3005, "我就是要关闭它");
        assertClosedWith(3005, "我就是要关闭它", socket);
    }
}
