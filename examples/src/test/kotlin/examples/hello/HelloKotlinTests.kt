package examples.hello

import io.github.windsock.ReadyState.OPEN
import io.github.windsock.assertions.WebSocketAssertions.assertClosedWith
import io.github.windsock.assertions.WebSocketAssertions.assertReadyState
import io.github.windsock.assertions.WebSocketAssertions.assertReceived
import io.github.windsock.client.BrowserWebSocket
import io.github.windsock.junit.WithEchoServer
import org.junit.jupiter.api.Test

/** [HelloWebSocketTests] in Kotlin. */
@WithEchoServer(alias = "echo.websocket.org")
class HelloKotlinTests {

    @Test
    fun `says hello and closes with a reason`(socket: BrowserWebSocket) {
        assertReadyState(OPEN, socket)
        socket.send("hello WebSocket")
        assertReceived("hello WebSocket", socket)
        socket.close(3005, "我就是要关闭它")
        assertClosedWith(3005, "我就是要关闭它", socket)
    }
}
