package io.github.windsock.jetty;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What a server on Jetty tells of a client that sends no request: the words are those of Windsock's own engine. */
class JettyWhoCameTests {

    private static EchoServer.Builder jetty() {
        return EchoServer.builder().engine(JettyEngine.class);
    }

    /** Returns why a page could not connect, and what the server recorded of that. */
    private static List<String> reasons(EchoServer server, URI uri, SSLContext trust) {
        try (BrowserPage page = BrowserPage.builder().trust(trust).build()) {
            BrowserWebSocket socket = page.open(uri);
            assertReadyState(CLOSED, socket);
            return List.of(PartyLog.of(socket).closing().orElseThrow().event().why(), note(server));
        }
    }

    private static String note(EchoServer server) {
        await(server).until(() -> !notes(server).isEmpty());
        assertEquals(1, notes(server).size(), () -> notes(server).toString());
        return notes(server).get(0);
    }

    private static List<String> notes(EchoServer server) {
        return server.journal().entries().stream()
                .map(entry -> entry.event())
                .filter(event -> event.kind() == Kind.NOTE)
                .map(Event::summary)
                .toList();
    }

    @Test
    void a_client_without_tls_is_told_that_the_server_speaks_it() {
        try (EchoServer server = jetty().tls().start()) {
            URI plain = URI.create(server.uri().toString().replace("wss:", "ws:"));

            assertEquals(
                    List.of(
                            "the server speaks TLS; connect with wss://",
                            "no TLS hello but \"GET / HTTP/1.1\\r\\nHost: localhost:" + server.port()
                                    + "\\r\\nConnection: Upgra\"…; this server speaks TLS, use wss:// or https://"),
                    reasons(server, plain, server.sslContext()));
        }
    }

    @Test
    void a_client_with_tls_is_told_that_the_server_does_not_speak_it() throws Exception {
        try (EchoServer server = jetty().start()) {
            URI secure = URI.create(server.uri().toString().replace("ws:", "wss:"));

            assertEquals(
                    List.of(
                            "TLS failed: the server speaks no TLS; connect with ws://",
                            "a TLS hello; this server speaks no TLS, use ws:// or http://"),
                    reasons(server, secure, SSLContext.getDefault()));
        }
    }

    @Test
    void a_client_that_refuses_the_certificate_is_quoted() throws Exception {
        try (EchoServer server = jetty().tls().start()) {
            List<String> reasons = reasons(server, server.uri(), SSLContext.getDefault());

            assertTrue(reasons.get(0).contains("unable to find valid certification path"), reasons::toString);
            assertEquals(
                    "a TLS handshake that did not succeed: Received fatal alert: certificate_unknown",
                    reasons.get(1).replaceFirst("(?<=: )\\(\\w+\\) ", "")); // which JDKs from 23 on write
        }
    }

    @Test
    void a_client_that_leaves_is_told_by_how_far_it_came() throws IOException {
        try (EchoServer server = jetty().start()) {
            RawPeer.to(server.port()).close();
            assertEquals("a connection on which nothing was sent", note(server));
        }
        try (EchoServer server = jetty().start()) {
            try (RawPeer half = RawPeer.to(server.port())) {
                half.write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals("no whole HTTP request but \"GET / HT\"", note(server));
        }
        try (EchoServer server = jetty().tls().start()) {
            try (RawPeer hello = RawPeer.to(server.port())) {
                hello.write((byte) 0x16, (byte) 3, (byte) 1);
            }
            assertEquals(
                    "a TLS handshake that did not succeed: the client broke it off, as it does if it does not trust the"
                            + " certificate",
                    note(server));
        }
        try (EchoServer server = jetty().tls().start()) {
            try (SSLSocket silent = (SSLSocket) server.sslContext()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
                silent.startHandshake();
            }
            assertEquals(
                    "no HTTP request after the TLS handshake; some clients check the host of a certificate only then",
                    note(server));
        }
    }
}
