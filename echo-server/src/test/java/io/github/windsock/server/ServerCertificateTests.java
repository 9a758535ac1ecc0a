package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCertificateTests {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "echo.example"})
    void a_trusted_one_is_good_for_the_loopback_names_and_the_ones_given(String host) throws Exception {
        try (EchoServer server = EchoServer.builder()
                .tls(ServerCertificate.TRUSTED, "echo.example")
                .start()) {
            assertEquals("wss://localhost:" + server.port(), server.uri().toString());
            assertEquals("https://localhost:" + server.port(), server.httpUri().toString());
            shakeHands(server, server.sslContext(), host);
        }
    }

    @Test
    void a_trusted_one_is_bad_for_another_name() {
        try (EchoServer server = EchoServer.builder().tls().start()) {
            SSLHandshakeException refusal = assertThrows(
                    SSLHandshakeException.class, () -> shakeHands(server, server.sslContext(), "echo.example"));

            assertTrue(
                    refusal.getMessage().endsWith("No subject alternative DNS name matching echo.example found."),
                    refusal.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXPIRED     | validity check failed
            OTHER_HOST  | No subject alternative DNS name matching localhost found.
            SELF_SIGNED | unable to find valid certification path to requested target
            """)
    void a_bad_one_is_refused_for_the_one_reason_that_is_meant(ServerCertificate kind, String reason) {
        try (EchoServer server = EchoServer.builder().tls(kind).start()) {
            SSLHandshakeException refusal = assertThrows(
                    SSLHandshakeException.class, () -> shakeHands(server, server.sslContext(), "localhost"));

            assertTrue(refusal.getMessage().endsWith(reason), refusal.getMessage());
        }
    }

    @Test
    void a_client_may_take_the_authority_into_a_trust_store_of_its_own() throws Exception {
        try (EchoServer server = EchoServer.builder().tls().start()) {
            shakeHands(server, trusting(server.certificate()), "localhost");
        }
    }

    @Test
    void servers_that_say_the_same_show_the_same_certificate() throws Exception {
        try (EchoServer one = EchoServer.builder().tls().start();
                EchoServer other = EchoServer.builder().tls().start()) {
            assertEquals(
                    shakeHands(one, one.sslContext(), "localhost"), shakeHands(other, other.sslContext(), "localhost"));
            assertSame(one.certificate(), other.certificate());
        }
    }

    @Test
    void a_context_of_ones_own_is_returned_and_its_certificates_are_its_makers() throws Exception {
        SSLContext own = SSLContext.getDefault();
        try (EchoServer server = EchoServer.builder().tls(own).start()) {
            assertSame(own, server.sslContext());
            assertEquals(
                    "the server at " + server.uri()
                            + " was given an SSLContext, which hides its certificates; take them from where you created it",
                    assertThrows(IllegalStateException.class, server::certificate)
                            .getMessage());
        }
    }

    @Test
    void a_plain_server_has_nothing_to_trust() {
        try (EchoServer server = EchoServer.start()) {
            String refusal = "the server at " + server.uri()
                    + " does not use TLS; start it with EchoServer.builder().tls(), or @WithEchoServer(tls = true)";

            assertEquals(
                    refusal,
                    assertThrows(IllegalStateException.class, server::sslContext)
                            .getMessage());
            assertEquals(
                    refusal,
                    assertThrows(IllegalStateException.class, server::certificate)
                            .getMessage());
        }
    }

    @Test
    void a_context_that_is_not_initialized_is_refused_at_the_start() throws Exception {
        EchoServer.Builder server = EchoServer.builder().tls(SSLContext.getInstance("TLS"));

        assertEquals(
                "cannot serve TLS with this SSLContext: SSLContext is not initialized",
                assertThrows(IllegalArgumentException.class, server::start).getMessage());
    }

    @Test
    void of_cipher_suites_the_strong_ones_are_spoken() throws Exception {
        try (EchoServer server = EchoServer.builder().tls().start()) {
            String strong = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

            assertEquals(strong, suite(server, strong));
            assertThrows(SSLHandshakeException.class, () -> suite(server, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"));
        }
    }

    /** Shakes hands as a client that knows one cipher suite, of TLS 1.2. */
    private static String suite(EchoServer server, String only) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) server.sslContext().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {only});
            socket.startHandshake();
            return socket.getSession().getCipherSuite();
        }
    }

    /** Looks at TLS alone: connects, checks the certificate for a host, and returns it. */
    private static X509Certificate shakeHands(EchoServer server, SSLContext trust, String host) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) trust.getSocketFactory().createSocket(plain(server.port()), host, server.port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static Socket plain(int port) throws IOException {
        return new Socket("127.0.0.1", port);
    }

    private static SSLContext trusting(X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("windsock", certificate);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
