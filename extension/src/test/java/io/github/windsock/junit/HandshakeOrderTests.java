package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Handshake;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both ends of one connection tell of the same handshake. */
@WithEchoServer
class HandshakeOrderTests {

    private static List<String> lines(Map<String, List<String>> headers) {
        return headers.entrySet().stream().map(Object::toString).toList();
    }

    private static void assertSame(Handshake client, Handshake server) {
        assertEquals(lines(server.headers()), lines(client.headers()));
        assertEquals(
                lines(server.answer().orElseThrow().headers()),
                lines(client.answer().orElseThrow().headers()));
    }

    @Test
    void headers_are_in_the_same_order_at_both_ends(EchoServer server, BrowserPage page) {
        BrowserWebSocket socket = page.open(server.uri());
        WebSocketAssertions.assertReadyState(io.github.windsock.ReadyState.OPEN, socket);
        assertSame(socket.inspect().handshake(), server.awaitConnection().handshake());
    }

    @Test
    void headers_of_a_refusal_are_in_the_same_order_at_both_ends(EchoServer server, BrowserPage page) {
        server.behave(Behaviors.refuse(403).header("X-Why", "no").header("A-Header", "1"));
        BrowserWebSocket socket = page.open(server.uri());
        WebSocketAssertions.assertRefused(403, socket);
        assertSame(socket.inspect().handshake(), server.attempts().get(0).handshake());
    }
}
