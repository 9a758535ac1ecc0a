import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import org.junit.jupiter.api.Test;

/** Logback without a configuration prints what is logged at DEBUG: nothing of ours. */
@WithEchoServer
class LogbackTests {

    @Test
    void nothing_is_said(BrowserWebSocket socket) {
        socket.send("hello");
        assertReceived("hello", socket);
        socket.close(3005, "done");
        assertClosedWith(3005, "done", socket);
    }
}
