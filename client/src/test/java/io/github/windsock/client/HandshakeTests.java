package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.HttpAnswer;
import io.github.windsock.client.WireServer.Peer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the answer to a handshake does; {@code KEY} stands for the right Sec-WebSocket-Accept. */
class HandshakeTests {
    private static final String HEAD = "HTTP/1.1 101 OK|";
    private static final String UP = "Upgrade: websocket|Connection: Upgrade|";
    private static final String ACCEPT = "Sec-WebSocket-Accept: KEY|";

    private static Stream<Arguments> answers() {
        return Stream.of(
                good("plain", HEAD + UP + ACCEPT, ""),
                good("HTTP/1.0", "HTTP/1.0 101 OK|" + UP + ACCEPT, ""),
                good("no reason", "HTTP/1.1 101|" + UP + ACCEPT, ""),
                good("other cases", HEAD + "upgrade: WebSocket|CONNECTION: keep-alive, UPGRADE|" + ACCEPT, ""),
                good("a body's length", HEAD + UP + ACCEPT + "Content-Length: 9|", ""),
                good("the same length twice", HEAD + UP + ACCEPT + "Content-Length: 9|content-length: 9|", ""),
                good("a header that goes on", HEAD + "Upgrade:| websocket|Connection: x,|\t upgrade|" + ACCEPT, ""),
                good("a status line of its own kind", "||http/12.0  101  \t|" + UP + ACCEPT, ""),
                good("the subprotocol", HEAD + UP + ACCEPT + "Sec-WebSocket-Protocol: b|", "a b"),
                bad("404", "HTTP/1.1 404 Not Found||nobody here", "", "the server answered 404 Not Found"),
                bad("a redirect", "HTTP/1.1 301 Moved|Location: /|", "", "the server answered 301 Moved"),
                bad("401", "HTTP/1.1 401 Who?|", "", "the server answered 401 Who?"),
                bad(
                        "100 first",
                        "HTTP/1.1 100 Continue||" + HEAD + UP + ACCEPT,
                        "",
                        "the server answered 100 Continue"),
                bad("no HTTP", "hello|x|", "", "the server's answer is not HTTP: \"hello\""),
                bad(
                        "another protocol",
                        "SSH-2.0-OpenSSH_9.2|",
                        "",
                        "the server's answer is not HTTP: \"SSH-2.0-OpenSSH_9.2\""),
                bad("TLS", "\u0015\3\3\0\2\2P", "", "the server speaks TLS; connect with wss://"),
                good("a line's end of Unicode, which is none of HTTP", "HTTP/1.1 101 O\u0085K|" + UP + ACCEPT, ""),
                bad("NUL", HEAD + UP + "X: \0|" + ACCEPT, "", "the server's answer has a NUL in a header"),
                bad(
                        "two lengths",
                        HEAD + UP + ACCEPT + "Content-Length: 1|content-length: 2|",
                        "",
                        "the server's answer has two different values of Content-Length"),
                bad(
                        "no Upgrade",
                        HEAD + "Connection: Upgrade|" + ACCEPT,
                        "",
                        "the server's Upgrade header is missing, not \"websocket\""),
                bad(
                        "Upgrade twice",
                        HEAD + "Upgrade: websocket|" + UP + ACCEPT,
                        "",
                        "the server's Upgrade header is \"websocket, websocket\", not \"websocket\""),
                bad(
                        "no Connection",
                        HEAD + "Upgrade: websocket|" + ACCEPT,
                        "",
                        "the server's Connection header is missing, without \"Upgrade\""),
                bad(
                        "a wrong Accept",
                        HEAD + UP + "Sec-WebSocket-Accept: x|",
                        "",
                        "the server's Sec-WebSocket-Accept is \"x\", not \"KEY\""),
                bad(
                        "Accept twice",
                        HEAD + UP + ACCEPT + ACCEPT,
                        "",
                        "the server's Sec-WebSocket-Accept is \"KEY, KEY\", not \"KEY\""),
                bad(
                        "a subprotocol unasked",
                        HEAD + UP + ACCEPT + "Sec-WebSocket-Protocol: a|",
                        "",
                        "the server chose the subprotocol \"a\"; none was offered"),
                bad(
                        "another subprotocol",
                        HEAD + UP + ACCEPT + "Sec-WebSocket-Protocol: A|",
                        "a b",
                        "the server chose the subprotocol \"A\"; offered were a, b"),
                bad(
                        "a list of subprotocols",
                        HEAD + UP + ACCEPT + "Sec-WebSocket-Protocol: a, b|",
                        "a b",
                        "the server chose the subprotocol \"a, b\"; offered were a, b"),
                bad("no subprotocol", HEAD + UP + ACCEPT, "a b", "the server chose none of the subprotocols a, b"),
                bad(
                        "an extension unasked",
                        HEAD + UP + ACCEPT + "Sec-WebSocket-Extensions: x|",
                        "",
                        "the server chose the extensions \"x\"; offered was "
                                + "permessage-deflate; client_max_window_bits"),
                bad(
                        "window bits 16",
                        HEAD + UP + ACCEPT + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=16|",
                        "",
                        "the server chose the extensions \"permessage-deflate; client_max_window_bits=16\"; "
                                + "offered was permessage-deflate; client_max_window_bits"));
    }

    private static Arguments good(String name, String answer, String protocols) {
        return Arguments.of(name, answer, protocols, null);
    }

    private static Arguments bad(String name, String answer, String protocols, String why) {
        return Arguments.of(name, answer, protocols, why);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answer(String name, String answer, String protocols, String why) throws Exception {
        List<String> offered = protocols.isEmpty() ? List.of() : List.of(protocols.split(" ", -1));
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            Trace trace = new Trace();
            BrowserWebSocket socket = page.open(server.url(), offered, trace);
            try (Peer peer = server.accept()) {
                peer.readRequest();
                String text = answer.replace("KEY", peer.accept()).replace("|", "\r\n") + "\r\n";
                peer.raw(text.getBytes(ISO_8859_1));
                if (why == null) {
                    peer.close(1000, "");
                    peer.read();
                    peer.fin();
                    assertEquals(List.of("1 open", "3 close 1000 \"\" wasClean=true"), trace.whole());
                    assertEquals(offered.isEmpty() ? "" : "b", socket.protocol());
                } else {
                    assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
                    assertEquals(
                            why.replace("KEY", peer.accept()),
                            Await.lastEntry(socket).event().why());
                }
            }
        }
    }

    @Test
    void keeps_the_answer_of_a_refusal() throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(server.url("/chat?room=a"));
            try (Peer peer = server.accept()) {
                peer.readRequest();
                peer.raw("HTTP/1.1 403 Forbidden\r\nX-Why: not you\r\n\r\ngo away".getBytes(ISO_8859_1));
                Await.closed(socket);
            }
            HttpAnswer answer = socket.inspect().answer().orElseThrow();
            assertEquals("403 Forbidden", answer.toString());
            assertEquals("not you", answer.header("x-why").orElseThrow());
            assertEquals("go away", answer.text());
            assertEquals("/chat?room=a", socket.inspect().handshake().target());
        }
    }

    @Test
    void asks_as_a_browser_does() throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.builder()
                        .baseUrl("https://example.org/app/index.html")
                        .alias("Echo.websocket.org", server.address())
                        .build()) {
            BrowserWebSocket socket = page.open("ws://user:p%40ss@ECHO.websocket.org:80/a b?ü", "v2.chat", "v1");
            assertEquals("ws://user:p%40ss@echo.websocket.org/a%20b?%C3%BC", socket.url());
            try (Peer peer = server.accept()) {
                peer.readRequest();
                assertEquals("GET /a%20b?%C3%BC HTTP/1.1", peer.requestLine());
                assertEquals(
                        List.of(
                                "Host",
                                "Connection",
                                "Pragma",
                                "Cache-Control",
                                "Authorization",
                                "User-Agent",
                                "Upgrade",
                                "Origin",
                                "Sec-WebSocket-Version",
                                "Sec-WebSocket-Key",
                                "Sec-WebSocket-Extensions",
                                "Sec-WebSocket-Protocol"),
                        peer.names());
                assertEquals("echo.websocket.org", peer.headers().get("Host"));
                assertEquals("https://example.org", peer.headers().get("Origin"));
                assertEquals("Basic dXNlcjpwQHNz", peer.headers().get("Authorization"));
                assertEquals("v2.chat, v1", peer.headers().get("Sec-WebSocket-Protocol"));
                assertEquals("13", peer.headers().get("Sec-WebSocket-Version"));
                assertEquals(
                        "permessage-deflate; client_max_window_bits",
                        peer.headers().get("Sec-WebSocket-Extensions"));
            }
        }
    }
}
