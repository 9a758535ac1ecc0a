import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import org.junit.jupiter.api.Test;

/** Without a provider slf4j says so as soon as somebody logs: nobody does. */
@WithEchoServer
class NoProviderTests {

    @Test
    void nothing_is_said(BrowserWebSocket socket) {
        Exchange.over(socket);
    }
}
