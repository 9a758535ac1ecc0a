package io.github.windsock.jetty;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both ends say when a client and a server do not agree on TLS, or the client sends no request: the same on each engine. */
class TlsMistakeTests {
    /** The alert that JDKs from 23 on write before their reasons. */
    private static final String ALERT = "(?<=: )\\(\\w+\\) ";

    private static final String NO_PATH = "PKIX path building failed: sun.security.provider.certpath."
            + "SunCertPathBuilderException: unable to find valid certification path to requested target; the page does not trust this certificate; give"
            + " BrowserPage.builder().trust(..) a context that does, such as server.sslContext()";

    /** Returns why a page could not connect, and what the server recorded of that. */
    private static List<String> reasons(EchoServer server, URI uri, SSLContext trust) {
        try (BrowserPage page = BrowserPage.builder().trust(trust).build()) {
            BrowserWebSocket socket = page.open(uri);
            assertReadyState(CLOSED, socket);
            String why = PartyLog.of(socket).closing().orElseThrow().event().why();
            return List.of(why.replaceFirst(ALERT, ""), note(server));
        }
    }

    private static String note(EchoServer server) {
        await(server).until(() -> !notes(server).isEmpty());
        assertEquals(1, notes(server).size(), () -> notes(server).toString());
        return notes(server)
                .get(0)
                .replaceFirst(ALERT, "")
                .replace("certificate_expired", "certificate_unknown"); // as in JDK 17
    }

    private static List<String> notes(EchoServer server) {
        return server.journal().entries().stream()
                .map(entry -> entry.event())
                .filter(event -> event.kind() == Kind.NOTE)
                .map(Event::summary)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_client_without_tls_is_told_that_the_server_speaks_it(TestedEngine engine) {
        try (EchoServer server = engine.builder().tls().start()) {
            URI plain = URI.create(server.uri().toString().replace("wss:", "ws:"));

            assertEquals(
                    List.of(
                            "the server speaks TLS; connect with wss://",
                            "no TLS hello but \"GET / HTTP/1.1\\r\\nHost: localhost:" + server.port()
                                    + "\\r\\nConnection: Upgra\"…; this server speaks TLS, use wss:// or https://"),
                    reasons(server, plain, server.sslContext()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_with_tls_is_told_that_the_server_does_not_speak_it(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.start()) {
            URI secure = URI.create(server.uri().toString().replace("ws:", "wss:"));

            assertEquals(
                    List.of(
                            "TLS failed: the server speaks no TLS; connect with ws://",
                            "a TLS hello; this server speaks no TLS, use ws:// or http://"),
                    reasons(server, secure, SSLContext.getDefault()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_bad_certificate_is_named_by_both_ends(TestedEngine engine) {
        assertRefused(
                engine,
                ServerCertificate.EXPIRED,
                "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed; the certificate has"
                        + " expired");
        assertRefused(
                engine, ServerCertificate.OTHER_HOST, "No subject alternative DNS name matching localhost found.");
        assertRefused(engine, ServerCertificate.SELF_SIGNED, NO_PATH);
    }

    private static void assertRefused(TestedEngine engine, ServerCertificate certificate, String why) {
        try (EchoServer server = engine.builder().tls(certificate).start()) {
            assertEquals(refusal(why), reasons(server, server.uri(), server.sslContext()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_good_certificate_that_the_client_does_not_trust_is_named_by_both_ends(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.builder().tls().start()) {
            assertEquals(refusal(NO_PATH), reasons(server, server.uri(), SSLContext.getDefault()));
        }
    }

    /** As OpenSSL does, which Python and curl use: the alert is not encrypted, though the server expects that. */
    @ParameterizedTest
    @EnumSource
    void an_alert_that_is_not_encrypted_is_told_from_a_broken_record(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.builder().tls().start();
                RawPeer client = RawPeer.to(server.port())) {
            SSLEngine hello = server.sslContext().createSSLEngine();
            hello.setUseClientMode(true);
            ByteBuffer record = ByteBuffer.allocate(hello.getSession().getPacketBufferSize());
            hello.wrap(ByteBuffer.allocate(0), record);
            client.write(Arrays.copyOf(record.array(), record.position()));
            assertEquals(0x16, client.readBytes(1)[0]);

            client.write((byte) 0x15, (byte) 3, (byte) 3, (byte) 0, (byte) 2, (byte) 2, (byte) 48); // fatal, unknown CA

            assertEquals(
                    "a TLS handshake that did not succeed: the client sent an alert that is not encrypted, as OpenSSL"
                            + " does if it does not trust the certificate",
                    note(server));
        }
    }

    private static List<String> refusal(String why) {
        return List.of(
                "TLS failed: " + why,
                "a TLS handshake that did not succeed: Received fatal alert: certificate_unknown");
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_leaves_is_told_by_how_far_it_came(TestedEngine engine) throws IOException {
        try (EchoServer server = engine.start()) {
            RawPeer.to(server.port()).close();
            assertEquals("a connection on which nothing was sent", note(server));
        }
        try (EchoServer server = engine.start()) {
            try (RawPeer half = RawPeer.to(server.port())) {
                half.write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals("no whole HTTP request but \"GET / HT\"", note(server));
        }
        try (EchoServer server = engine.builder().tls().start()) {
            try (RawPeer hello = RawPeer.to(server.port())) {
                hello.write((byte) 0x16, (byte) 3, (byte) 1);
            }
            assertEquals(
                    "a TLS handshake that did not succeed: the client broke it off, as it does if it does not trust the"
                            + " certificate",
                    note(server));
        }
        try (EchoServer server = engine.builder().tls().start()) {
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
