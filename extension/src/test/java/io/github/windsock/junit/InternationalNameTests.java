package io.github.windsock.junit;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;

/** Names and paths that are not in ASCII are written as in a browser. */
@WithEchoServer(tls = true, alias = "b\u00fccher.example")
class InternationalNameTests {

    @Test
    void an_alias_has_a_certificate_for_the_name_that_is_looked_up(BrowserPage page) {
        assertEquals(
                "wss://xn--bcher-kva.example/",
                assertReadyState(OPEN, page.open("wss://b\u00fccher.example/")).url());
    }

    @Test
    void a_path_is_encoded_as_in_a_browser(
            @Connect(path = "/\u540d?q=a b") BrowserWebSocket socket, EchoServer server) {
        assertEquals("/%E5%90%8D?q=a%20b", server.awaitConnection().handshake().target());
    }

    @WithEchoServer
    static class PlainSample {
        @Test
        void opens(@Connect(path = "/\u540d?q=a b") BrowserWebSocket socket, EchoServer server) {
            assertEquals(
                    "/%E5%90%8D?q=a%20b", server.awaitConnection().handshake().target());
        }
    }

    @Test
    void a_path_is_encoded_without_an_alias_too() {
        Kit.of(PlainSample.class).run().testEvents().assertStatistics(it -> it.succeeded(1));
    }
}
