package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Ten tests that would notice if another's message, connection or entry came to them. Its classes are made in numbers. */
@WithEchoServer
public abstract class Crowd {

    static final int TESTS = 10;

    private static final Set<Integer> PORTS_IN_USE = ConcurrentHashMap.newKeySet();

    /** For the classes of the crowd, which other class loaders have. */
    protected Crowd() {}

    @RepeatedTest(TESTS)
    public void hears_only_itself(EchoServer server, BrowserWebSocket socket, RepetitionInfo repetition) {
        assertTrue(PORTS_IN_USE.add(server.port()), "two tests have one port");
        try {
            String mine = getClass().getName() + " " + repetition.getCurrentRepetition();
            socket.send(mine);
            assertReceivedExactly(List.of(mine), socket);
            ServerConnection connection = server.awaitConnection();
            assertEquals(List.of(connection), server.connections());
            assertReceivedExactly(List.of(mine), connection);
            socket.close(3005, mine);
            assertClosedWith(3005, mine, connection);
            assertClosedWith(3005, mine, socket);
        } finally {
            PORTS_IN_USE.remove(server.port());
        }
    }
}
