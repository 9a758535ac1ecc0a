package io.github.windsock.server;

import static io.github.windsock.Matchers.handshake;
import static io.github.windsock.Matchers.path;
import static io.github.windsock.server.Behaviors.dropOnAccept;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.resetOnAccept;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.RequestMatcher;
import io.github.windsock.journal.internal.WaitLimit;
import io.github.windsock.testkit.RawPeer;
import io.github.windsock.testkit.Threads;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningTests {
    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void accepts_with_the_first_subprotocol_and_no_more_headers_than_needed() throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            String answer = client.request("GET /chat?room=a HTTP/1.1", "Sec-WebSocket-Protocol: v2.chat, v1.chat");

            List<String> lines = answer.strip().lines().sorted().toList();
            assertEquals(
                    List.of(
                            "Connection: Upgrade",
                            "HTTP/1.1 101 Switching Protocols",
                            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                            "Sec-WebSocket-Protocol: v2.chat",
                            "Upgrade: websocket"),
                    lines);
            Attempt attempt = server.awaitAttempts(1).get(0);
            assertEquals("/chat?room=a", attempt.handshake().target());
            assertEquals(101, attempt.handshake().status());
            assertEquals(
                    Optional.of("v2.chat"), server.awaitConnection().handshake().subprotocol());
        }
    }

    @Test
    void explains_itself_to_a_request_without_upgrade() throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            client.writeLines("GET /page HTTP/1.1", "Host: x");

            String head = client.readHead();
            assertTrue(head.startsWith("HTTP/1.1 426 Upgrade Required\r\n"), head);
            assertTrue(head.contains("Upgrade: websocket\r\n"), head);
            assertEquals(
                    "This is a WebSocket server. GET /page came without \"Upgrade: websocket\";"
                            + " connect a WebSocket client to " + server.uri() + "\n",
                    client.readRest());
        }
    }

    @Test
    void asks_for_version_13() throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            client.writeLines(
                    "GET / HTTP/1.1",
                    "Host: x",
                    "Upgrade: websocket",
                    "Connection: upgrade",
                    "Sec-WebSocket-Version: 8",
                    "Sec-WebSocket-Key: " + RawPeer.KEY);

            String head = client.readHead();
            assertTrue(head.startsWith("HTTP/1.1 426 Upgrade Required\r\n"), head);
            assertTrue(head.contains("Sec-WebSocket-Version: 13\r\n"), head);
            assertEquals(
                    "Sec-WebSocket-Version is 8; this server speaks 13 (RFC 6455, section 4.4)\n", client.readRest());
            assertEquals(426, server.awaitAttempts(1).get(0).handshake().status());
            assertEquals(List.of(), server.connections());
        }
    }

    @Test
    void refuses_a_key_that_is_none() throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            client.writeLines(
                    "GET / HTTP/1.1",
                    "Host: x",
                    "Upgrade: websocket",
                    "Connection: upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: short");

            assertTrue(client.readHead().startsWith("HTTP/1.1 400 Bad Request\r\n"));
            assertEquals(
                    "Bad opening handshake: Sec-WebSocket-Key is short; it has to be 16 bytes in base64"
                            + " (RFC 6455, section 4.2.1)\n",
                    client.readRest());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.0 | X: y | an opening handshake needs HTTP/1.1, not HTTP/1.0
            HTTP/1.1 | Content-Length: 5 | it has a body, whose bytes would be taken for frames
            HTTP/1.1 | Transfer-Encoding: chunked | it has a body, whose bytes would be taken for frames
            HTTP/1.1 | Sec-WebSocket-Protocol: v1, a b | the subprotocol "a b" is not a token
            HTTP/1.1 | Sec-WebSocket-Extensions: x-y; =1 | the extension "x-y; =1" is not a name with parameters, as in permessage-deflate; client_max_window_bits=10
            HTTP/1.1 | Sec-WebSocket-Extensions: a; b="c\\" | the extension "a; b=\\"c\\\\\\"" is not a name with parameters, as in permessage-deflate; client_max_window_bits=10
            HTTP/1.1 | Sec-WebSocket-Extensions: a; b="c"d" | the extension "a; b=\\"c\\"d\\"" is not a name with parameters, as in permessage-deflate; client_max_window_bits=10
            HTTP/1.1 | Sec-WebSocket-Extensions: a; b="c d" | the extension "a; b=\\"c d\\"" is not a name with parameters, as in permessage-deflate; client_max_window_bits=10
            """)
    void refuses_what_breaks_the_grammar_and_says_why(String version, String header, String why) throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            assertTrue(client.request("GET / " + version, header).startsWith("HTTP/1.1 400 Bad Request\r\n"));
            assertEquals("Bad opening handshake: " + why + " (RFC 6455, section 4.2.1)\n", client.readRest());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.2 | X: y
            HTTP/1.1 | Content-Length: 0
            HTTP/1.1 | Sec-WebSocket-Protocol: , v1,,v2
            HTTP/1.1 | Sec-WebSocket-Extensions: x-y; a="1"; b,
            HTTP/1.1 | Sec-WebSocket-Extensions: x-y; a="1\\0"
            """)
    void takes_what_is_only_odd(String version, String header) throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            assertTrue(client.request("GET / " + version, header).startsWith("HTTP/1.1 101 "));
        }
    }

    @Test
    void says_what_came_when_nobody_connected() throws IOException {
        try (RawPeer tls = RawPeer.to(server.port());
                RawPeer page = RawPeer.to(server.port());
                RawPeer garbage = RawPeer.to(server.port());
                RawPeer silent = RawPeer.to(server.port())) {
            assertTrue(silent.socket().isConnected());
            tls.write((byte) 0x16, (byte) 3, (byte) 1, (byte) 2, (byte) 0);
            tls.socket().shutdownOutput();
            tls.readRest();
            page.writeLines("GET / HTTP/1.1", "Host: x");
            page.readRest();
            garbage.write("EHLO mail\n".getBytes(StandardCharsets.US_ASCII));
            garbage.socket().shutdownOutput();
            garbage.readRest();

            AssertionError nobody =
                    assertThrows(AssertionError.class, () -> server.awaitConnection(Duration.ofMillis(20)));

            String headline = nobody.getMessage().lines().findFirst().orElseThrow();
            assertEquals(
                    "no client connected to " + server.uri() + " (after 20 ms; what came: "
                            + "a TLS hello; this server speaks no TLS, use ws:// or http://; "
                            + "GET / without Upgrade; "
                            + "no whole HTTP request but \"EHLO mail\\n\"; "
                            + "a connection on which nothing was sent (still open))",
                    headline);
            assertTrue(nobody.getMessage().contains("GET / without Upgrade"), nobody.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET / HTTP/1.1~~ | 400: the request must have exactly one Host header
            GET / HTTP/2.0~~ | 505: this version of HTTP is not supported; use HTTP/1.1
            GET /#a HTTP/1.1~Host: x~~ | 400: the target of the request has a fragment, which a client must not send
            """)
    void records_why_bytes_are_not_a_request_before_their_answer(String request, String refusal) throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            String sent = request.replace("~", "\r\n");
            client.write(sent.getBytes(StandardCharsets.US_ASCII));

            assertTrue(client.readRest().endsWith("\r\n\r\n" + refusal.substring(5) + "\n"));
            assertEquals(
                    "no valid HTTP request but \"" + request.replace("~", "\\r\\n") + "\"; answered " + refusal,
                    server.journal().entries().get(0).event().summary());
        }
    }

    @Test
    void ends_an_attempt_without_an_answer_by_fin_or_by_rst() throws IOException {
        try (RawPeer dropped = RawPeer.to(server.port());
                RawPeer reset = RawPeer.to(server.port())) {
            server.behave(inTurn(dropOnAccept(), resetOnAccept()));

            assertThrows(EOFException.class, () -> dropped.request("GET / HTTP/1.1"));
            assertThrows(SocketException.class, () -> reset.request("GET / HTTP/1.1"));
            assertEquals(2, server.awaitAttempts(2).size());
        }
    }

    @Test
    void says_that_nothing_came_at_all() {
        AssertionError nobody = assertThrows(AssertionError.class, () -> server.awaitConnection(Duration.ofMillis(1)));

        assertEquals(
                "no client connected to " + server.uri() + " (after 1 ms; nothing came at all)",
                nobody.getMessage().lines().findFirst().orElseThrow());
    }

    @Test
    void returns_the_next_connection_whose_handshake_matches() throws IOException {
        try (RawPeer a = RawPeer.to(server.port());
                RawPeer b = RawPeer.to(server.port());
                RawPeer again = RawPeer.to(server.port())) {
            a.request("GET /a HTTP/1.1");
            b.request("GET /b HTTP/1.1");
            again.request("GET /a HTTP/1.1");

            assertEquals(2, server.awaitConnection(path("/b")).number());
            assertEquals(1, server.awaitConnection(path("/a")).number());
            assertEquals(3, server.awaitConnection(path("/{any}")).number());
            assertEquals(List.of(), server.unclaimedAttempts());
        }
    }

    @Test
    void waits_for_a_connection_whose_handshake_matches() throws IOException {
        RequestMatcher fromBob = handshake("from bob", it -> it.header("User").equals(Optional.of("bob")));
        List<RawPeer> bob = new CopyOnWriteArrayList<>();
        try (RawPeer alice = RawPeer.open(server.port(), "User: alice")) {
            assertTrue(alice.socket().isConnected());
            Threads.onceThisOneWaitsFor(
                    server.journal(),
                    () -> bob.add(assertDoesNotThrow(() -> RawPeer.connect(server.port(), "User: bob"))));

            assertEquals(2, server.awaitConnection(fromBob).number());
            assertEquals(1, server.awaitConnection().number());
        } finally {
            for (RawPeer each : bob) {
                each.close();
            }
        }
    }

    @Test
    void says_which_connection_it_waited_for() throws IOException {
        try (RawPeer a = RawPeer.to(server.port())) {
            a.request("GET /a HTTP/1.1");
            AssertionError nobody = assertThrows(
                    AssertionError.class,
                    () -> WaitLimit.during(Duration.ofMillis(20), () -> server.awaitConnection(path("/b"))));

            assertEquals(
                    "no further client with path(\"/b\") connected to " + server.uri()
                            + " (after 20 ms; what came: server#1 GET /a 101)",
                    nobody.getMessage().lines().findFirst().orElseThrow());
        }
    }

    @Test
    void returns_another_connection_at_each_wait() throws IOException {
        try (RawPeer a = RawPeer.to(server.port());
                RawPeer b = RawPeer.to(server.port())) {
            a.request("GET /a HTTP/1.1");
            b.request("GET /b HTTP/1.1");

            assertEquals("/a", server.awaitConnection().handshake().target());
            assertEquals("/b", server.awaitConnection().handshake().target());
            assertEquals("/b", server.connection(2).handshake().target());
            assertEquals(2, server.awaitAttempts(2).size());
            IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> server.connection(3));
            assertEquals(
                    "there is no connection 3, but 2; to wait for the next one, use awaitConnection()",
                    none.getMessage());
        }
    }

    @Test
    void makes_uris_of_its_port() {
        assertEquals(URI.create("ws://127.0.0.1:" + server.port()), server.uri());
        assertEquals(URI.create("ws://127.0.0.1:" + server.port() + "/a?b=c"), server.uri("/a?b=c"));
        assertEquals(URI.create("http://127.0.0.1:" + server.port()), server.httpUri());
        IllegalArgumentException relative = assertThrows(IllegalArgumentException.class, () -> server.uri("chat"));
        assertEquals("path \"chat\" does not begin with a slash; use \"/chat\"", relative.getMessage());
        assertEquals(
                "path \"/a#b\" has a fragment, which a WebSocket's URI cannot have (RFC 6455, section 3); write %23 for #",
                assertThrows(IllegalArgumentException.class, () -> server.uri("/a#b"))
                        .getMessage());
        assertEquals(
                "path \"/a b\" is not valid in a URI from its character 3 on; percent-encode what a URI cannot have,"
                        + " such as %20 for a blank",
                assertThrows(IllegalArgumentException.class, () -> server.uri("/a b"))
                        .getMessage());
    }

    /** It is refused before there is a request: no attempt, but the journal has seen somebody. */
    @Test
    void refuses_headers_of_more_than_64_kib() throws IOException {
        try (EchoServer strict = EchoServer.start()) {
            try (RawPeer client = RawPeer.to(strict.port())) {
                client.writeLines("GET / HTTP/1.1", "Host: localhost", "X-Long: " + "x".repeat(64 * 1024));
                String head = client.readHead();
                assertTrue(head.startsWith("HTTP/1.1 431 "), head);
            }
            try (RawPeer client = RawPeer.open(strict.port(), "X-Long: " + "x".repeat(60 * 1024))) {
                client.send(0x81, "fits");
                assertEquals("81 fits", client.read().toString());
            }
            assertEquals(1, strict.attempts().size());
        }
    }
}
