package examples.rude;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;

/** Fails, to show how; the README prints its failure, and {@code ReadmeTests} runs it. */
@WithEchoServer
class RudeServer {

    @Test
    void says_bye(BrowserWebSocket socket, EchoServer server) {
        socket.send("hello");
        assertReceived("hello", socket);
        server.awaitConnection().reset();
        assertClosedWith(3005, "bye", socket);
    }
}
