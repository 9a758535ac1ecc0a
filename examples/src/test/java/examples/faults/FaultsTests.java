package examples.faults;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertFailed;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static io.github.windsock.server.Behaviors.withProbability;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.wrongAccept;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TestClock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    void is_slow_to_get_what_the_client_sends(BrowserWebSocket socket, EchoServer server, TestClock clock) {
        ServerConnection connection = server.awaitConnection();
        connection.behave(echo().with(uploadLatency(ofSeconds(2))));
        socket.send("late");
        assertNotReceived("late", connection);
        clock.advance(ofSeconds(2));
        assertReceived("late", connection);
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
    void drops_the_same_connections_each_time(BrowserPage page, EchoServer server) {
        server.behave(withProbability(0.2, 7, dropConnection(), echo())); // one of five, the same ones each time
        List<Boolean> dropped = dropped(page, server);
        try (EchoServer second = EchoServer.start()) {
            second.behave(withProbability(0.2, 7, dropConnection(), echo()));
            assertEquals(dropped, dropped(page, second));
        }
        assertEquals(Set.of(true, false), Set.copyOf(dropped));
    }

    /** Tells of each of 20 sockets whether the server has dropped it, and not answered. */
    private static List<Boolean> dropped(BrowserPage page, EchoServer server) {
        return IntStream.range(0, 20)
                .mapToObj(i -> page.open(server.uri(), it -> it.onOpen(event -> it.send("hello"))))
                .map(socket -> {
                    await(socket)
                            .until(() -> socket.readyState() == CLOSED
                                    || !socket.received().isEmpty());
                    return socket.readyState() == CLOSED;
                })
                .toList();
    }
}
