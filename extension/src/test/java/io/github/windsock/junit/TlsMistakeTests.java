package io.github.windsock.junit;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What both ends say when a client and a server do not agree on TLS. */
class TlsMistakeTests {
    /** The alert that JDKs from 23 on write before their reasons. */
    private static final String ALERT = "(?<=: )\\(\\w+\\) ";

    private static final String NO_PATH = "PKIX path building failed: sun.security.provider.certpath."
            + "SunCertPathBuilderException: unable to find valid certification path to requested target";

    /** Returns why a page could not connect, and what the server recorded of that. */
    private static List<String> reasons(EchoServer server, URI uri, SSLContext trust) {
        try (BrowserPage page = BrowserPage.builder().trust(trust).build()) {
            BrowserWebSocket socket = page.open(uri);
            assertReadyState(CLOSED, socket);
            await(server).until(() -> !notes(server).isEmpty());
            String why = PartyLog.of(socket).closing().orElseThrow().event().why();
            String note = notes(server).get(0).replace("certificate_expired", "certificate_unknown"); // as in JDK 17
            return List.of(why.replaceFirst(ALERT, ""), note.replaceFirst(ALERT, ""));
        }
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
        try (EchoServer server = EchoServer.builder().tls().start()) {
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
        try (EchoServer server = EchoServer.start()) {
            URI secure = URI.create(server.uri().toString().replace("ws:", "wss:"));

            assertEquals(
                    List.of(
                            "TLS failed: the server speaks no TLS; connect with ws://",
                            "a TLS hello; this server speaks no TLS, use ws:// or http://"),
                    reasons(server, secure, SSLContext.getDefault()));
        }
    }

    static List<Arguments> badCertificates() {
        return List.of(
                arguments(
                        ServerCertificate.EXPIRED,
                        "PKIX path validation failed: java.security.cert.CertPathValidatorException:"
                                + " validity check failed",
                        "certificate_unknown"),
                arguments(
                        ServerCertificate.OTHER_HOST,
                        "No subject alternative DNS name matching localhost found.",
                        "certificate_unknown"),
                arguments(ServerCertificate.SELF_SIGNED, NO_PATH, "certificate_unknown"));
    }

    @ParameterizedTest
    @MethodSource("badCertificates")
    void a_bad_certificate_is_named_by_both_ends(ServerCertificate certificate, String why, String alert) {
        try (EchoServer server = EchoServer.builder().tls(certificate).start()) {
            assertEquals(refusal(why, alert), reasons(server, server.uri(), server.sslContext()));
        }
    }

    @Test
    void a_good_certificate_that_the_client_does_not_trust_is_named_by_both_ends() throws Exception {
        try (EchoServer server = EchoServer.builder().tls().start()) {
            assertEquals(
                    refusal(NO_PATH, "certificate_unknown"), reasons(server, server.uri(), SSLContext.getDefault()));
        }
    }

    private static List<String> refusal(String why, String alert) {
        return List.of("TLS failed: " + why, "a TLS handshake that did not succeed: Received fatal alert: " + alert);
    }
}
