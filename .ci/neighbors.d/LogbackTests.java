import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import org.junit.jupiter.api.Test;

/** Logback without a configuration prints what is logged at DEBUG: nothing of ours. */
@WithEchoServer
class LogbackTests {

    @Test
    void nothing_is_said(BrowserWebSocket socket) {
        Exchange.over(socket);
    }
}
