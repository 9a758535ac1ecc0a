package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wss}: the test server's certificate is for localhost, echo.websocket.org and 127.0.0.1. */
class TlsTests {
    private final SSLContext context = context();

    static SSLContext context() {
        try (InputStream file = TlsTests.class.getResourceAsStream("/test-server.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, "windsock".toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, "windsock".toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("test", store.getCertificate("test"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private WireServer server() throws Exception {
        return new WireServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    @Test
    void leads_a_public_name_to_a_private_port() throws Exception {
        try (WireServer server = server();
                BrowserPage page = BrowserPage.builder()
                        .trust(context)
                        .alias("echo.websocket.org", server.address())
                        .build()) {
            BrowserWebSocket socket = page.open("wss://echo.websocket.org");
            try (WireServer.Peer peer = server.accept()) {
                peer.open();
                Await.open(socket);
                assertEquals("wss://echo.websocket.org/", socket.url());
                assertEquals("echo.websocket.org", peer.headers().get("Host"));
                assertEquals("https://echo.websocket.org", peer.headers().get("Origin"));
                ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) peer.socket()).getSession();
                assertEquals(List.of(new SNIHostName("echo.websocket.org")), session.getRequestedServerNames());
                byte[] large = new byte[1_000_000];
                large[999_999] = 7;
                socket.send(large);
                assertArrayEquals(large, peer.read().payload());
                peer.frame(0x82, large);
                peer.text("hello");
                Await.received(socket, 2);
                assertEquals(List.of(Message.binary(large), Message.text("hello")), socket.received());
                socket.close(3005, "bye");
                peer.frame(0x88, peer.read().payload());
                peer.fin();
                Await.closed(socket);
                assertEquals(Optional.of(new CloseStatus(3005, "bye")), socket.closeStatus());
            }
        }
    }

    @Test
    void refuses_a_certificate_for_another_name() throws Exception {
        try (WireServer server = server();
                BrowserPage page = BrowserPage.builder()
                        .trust(context)
                        .alias("other.example.org", server.address())
                        .build()) {
            assertFails(server, page, "wss://other.example.org", "other.example.org");
        }
    }

    @Test
    void refuses_a_certificate_that_nobody_vouches_for() throws Exception {
        try (WireServer server = server();
                BrowserPage page = BrowserPage.create()) {
            assertFails(server, page, server.url().replace("ws:", "wss:"), "PKIX");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            70  | protocol_version     | the server and this JVM have no version of TLS in common
            40  | handshake_failure    | the server and this JVM have no cipher suite or kind of key in common, or the server wants a certificate of the client
            116 | certificate_required | the server wants another certificate of the client; the context of trust(..) can have one
            """)
    void says_what_an_alert_of_the_server_means(int code, String alert, String meaning) throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(server.url().replace("ws:", "wss:"));
            try (WireServer.Peer peer = server.accept()) {
                peer.raw(new byte[] {0x15, 3, 3, 0, 2, 2, (byte) code}); // fatal
                String why = Await.closed(socket)
                        .log()
                        .closing()
                        .orElseThrow()
                        .event()
                        .why();
                assertEquals(
                        "TLS failed: Received fatal alert: " + alert + "; " + meaning,
                        why.replace("(" + alert + ") ", "")); // JDKs from 23 on write it twice
            }
        }
    }

    @Test
    void says_that_a_server_speaks_no_tls() throws Exception {
        try (WireServer plain = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(plain.url().replace("ws:", "wss:"));
            try (WireServer.Peer peer = plain.accept()) {
                peer.raw("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals(
                        "TLS failed: the server speaks no TLS; connect with ws://",
                        Await.closed(socket)
                                .log()
                                .closing()
                                .orElseThrow()
                                .event()
                                .why());
            }
        }
    }

    @Test
    void a_tls_handshake_without_an_end_ends_with_the_time_for_an_answer() throws Exception {
        try (WireServer silent = new WireServer();
                BrowserPage hasty = BrowserPage.builder()
                        .handshakeTimeout(Duration.ofMillis(50))
                        .build()) {
            BrowserWebSocket socket = hasty.open(silent.url().replace("ws:", "wss:"));
            assertEquals(
                    "the server did not answer the handshake within 50 ms",
                    Await.closed(socket).log().closing().orElseThrow().event().why());
        }
    }

    /** Trusts everybody, when it has done something. */
    private record Asking(Runnable first) implements X509TrustManager {
        SSLContext context() throws GeneralSecurityException {
            SSLContext asking = SSLContext.getInstance("TLS");
            asking.init(null, new TrustManager[] {this}, null);
            return asking;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            first.run();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Nested
    class a_trust_manager_that_blocks {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CompletableFuture<Boolean> trusted = new CompletableFuture<>();
        private final Asking slow = new Asking(() -> {
            asked.countDown();
            trusted.join();
        });

        /** Does the TLS handshake of a server, and says how it went. */
        private CompletableFuture<WireServer.Peer> shakesHands(WireServer server) {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    WireServer.Peer peer = server.accept();
                    peer.open();
                    return peer;
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            });
        }

        @Test
        void keeps_no_other_socket_waiting() throws Exception {
            try (WireServer slowly = server();
                    WireServer free = server();
                    BrowserPage careful =
                            BrowserPage.builder().trust(slow.context()).build();
                    BrowserPage page = BrowserPage.builder().trust(context).build()) {
                CompletableFuture<WireServer.Peer> waiting = shakesHands(slowly);
                BrowserWebSocket first = careful.open(slowly.url().replace("ws:", "wss:"));
                assertTrue(asked.await(20, TimeUnit.SECONDS));

                BrowserWebSocket second = page.open(free.url().replace("ws:", "wss:"));
                try (WireServer.Peer peer = free.accept()) {
                    peer.open();
                    Await.open(second);
                    peer.text("hi");
                    Await.received(second, 1);
                    assertEquals(List.of(Message.text("hi")), second.received());
                }
                assertEquals(ReadyState.CONNECTING, first.readyState());
                trusted.complete(true);
                Await.open(first);
                waiting.get(20, TimeUnit.SECONDS).close();
            } finally {
                trusted.complete(true);
            }
        }

        @Test
        void does_not_keep_its_socket_from_being_closed() throws Exception {
            try (WireServer server = server();
                    BrowserPage careful =
                            BrowserPage.builder().trust(slow.context()).build()) {
                CompletableFuture<WireServer.Peer> waiting = shakesHands(server);
                Trace trace = new Trace();
                BrowserWebSocket socket = careful.open(server.url().replace("ws:", "wss:"), trace);
                assertTrue(asked.await(20, TimeUnit.SECONDS));
                socket.close();

                assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
                trusted.complete(true);
                assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
            } finally {
                trusted.complete(true);
            }
        }
    }

    @Test
    void an_error_in_a_trust_manager_fails_its_socket() throws Exception {
        Asking broken = new Asking(() -> {
            throw new LinkageError("a defect");
        });
        try (WireServer server = server();
                BrowserPage page = BrowserPage.builder().trust(broken.context()).build()) {
            assertFails(server, page, server.url().replace("ws:", "wss:"), "a defect");
        }
    }

    private static void assertFails(WireServer server, BrowserPage page, String url, String why) throws Exception {
        Trace trace = new Trace();
        BrowserWebSocket socket = page.open(url, trace);
        try (WireServer.Peer peer = server.accept()) {
            try {
                peer.readRequest();
            } catch (java.io.IOException e) {
                // The client tells why it goes in an alert.
            }
        }
        assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
        String said = Await.closed(socket).log().closing().orElseThrow().event().why();
        assertTrue(said.startsWith("TLS failed: ") && said.contains(why), said);
    }
}
