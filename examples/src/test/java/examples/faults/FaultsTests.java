package examples.faults;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertFailed;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.withProbability;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.wrongAccept;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import org.junit.jupiter.api.Test;

/** Faults one by one: on an open connection, from the handshake on, in turns and by chance. */
@WithEchoServer
class FaultsTests {

    @Test
    void breaks_a_rule_on_an_open_connection(BrowserWebSocket socket, EchoServer server) {
        ServerConnection connection = server.awaitConnection();
        connection.fault(invalidUtf8());
        assertFailed(invalidUtf8(), socket); // the server broke the rule, and the client noticed
    }

    @Test
    void breaks_a_rule_of_the_handshake_once(BrowserPage page, EchoServer server) {
        server.behave(inTurn(wrongAccept(), echo()));
        assertFailed(wrongAccept(), page.open(server.uri()));

        BrowserWebSocket second = assertReadyState(OPEN, page.open(server.uri()));
        second.send("hello");
        assertReceived("hello", second);
    }

    @Test
    void drops_some_connections(BrowserPage page, EchoServer server) {
        server.behave(withProbability(0.2, 7, dropConnection(), echo())); // one of five, the same ones each time
        page.open(server.uri());
    }
}
