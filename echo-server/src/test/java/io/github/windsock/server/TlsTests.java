package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTests {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext context;
    private static KeyManager[] keys;

    @BeforeAll
    static void make_a_certificate(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("localhost.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore stored = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            stored.load(in, PASSWORD);
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(stored, PASSWORD);
        keys = mine.getKeyManagers();
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(stored);
        context = SSLContext.getInstance("TLS");
        context.init(keys, trusted.getTrustManagers(), null);
    }

    private static final class Listener implements WebSocket.Listener {
        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            return null;
        }
    }

    private static WebSocket connect(EchoServer server, HttpClient client, Listener listener) throws Exception {
        return client.newWebSocketBuilder()
                .buildAsync(server.uri("/tls"), listener)
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void speaks_tls_with_the_context_that_it_is_given() throws Exception {
        Listener listener = new Listener();
        try (EchoServer server = EchoServer.builder().tls(context).start()) {
            assertEquals(
                    "wss://localhost:" + server.port() + "/tls",
                    server.uri("/tls").toString());
            HttpClient client = HttpClient.newBuilder().sslContext(context).build();
            WebSocket socket = connect(server, client, listener);
            socket.sendText("secret", true).get(30, TimeUnit.SECONDS);

            assertEquals("secret", listener.text.get(30, TimeUnit.SECONDS));
            socket.sendClose(3005, "done").get(30, TimeUnit.SECONDS);
            assertEquals(new CloseStatus(3005, "done"), ServerConnectionTests.awaitClosed(server.awaitConnection()));
        }
    }

    /** Chooses the key of another one, when somebody says so. */
    private static final class SlowKeys extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

        SlowKeys(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            asked.countDown();
            answer.join();
            return keys.chooseEngineServerAlias(type, issuers, engine);
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(type, issuers, socket);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return keys.getServerAliases(type, issuers);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return keys.getClientAliases(type, issuers);
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(types, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }

    @Test
    void a_key_manager_that_blocks_keeps_nobody_else_waiting() throws Exception {
        SlowKeys slow = new SlowKeys((X509ExtendedKeyManager) keys[0]);
        SSLContext slowly = SSLContext.getInstance("TLS");
        slowly.init(new KeyManager[] {slow}, null, null);
        try (EchoServer server = EchoServer.builder().tls(slowly).start();
                EchoServer free = EchoServer.start();
                RawPeer other = RawPeer.open(free.port())) {
            Listener listener = new Listener();
            CompletableFuture<WebSocket> waiting = HttpClient.newBuilder()
                    .sslContext(context)
                    .build()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri(), listener);
            assertTrue(slow.asked.await(20, TimeUnit.SECONDS));

            other.send(0x81, "hi");
            assertEquals("81 hi", other.read().toString());
            assertFalse(waiting.isDone());

            slow.answer.complete(true);
            waiting.get(20, TimeUnit.SECONDS).sendText("secret", true).get(20, TimeUnit.SECONDS);
            assertEquals("secret", listener.text.get(20, TimeUnit.SECONDS));
        } finally {
            slow.answer.complete(true);
        }
    }

    @Test
    void says_that_the_client_did_not_trust_the_certificate() throws Exception {
        try (EchoServer server = EchoServer.builder().tls(context).start()) {
            assertThrows(Exception.class, () -> connect(server, HttpClient.newHttpClient(), new Listener()));

            awaitNote(server, "a TLS handshake that did not succeed: ");

            AssertionError nobody = assertThrows(AssertionError.class, () -> server.awaitConnection(Duration.ZERO));
            String headline = nobody.getMessage().lines().findFirst().orElseThrow();
            assertTrue(headline.contains("a TLS handshake that did not succeed: "), headline);
            assertTrue(headline.contains("certificate"), headline);
        }
    }

    /** Waits on the journal until the server has seen what the client has done. */
    private static void awaitNote(EchoServer server, String text) {
        Outcome<Boolean> outcome = Recorder.of(server).await(null, () -> {
            boolean noted = server.journal().entries().stream()
                    .anyMatch(entry -> entry.toString().contains(text));
            return noted ? Answer.found(true) : Answer.pending();
        });
        assertTrue(
                outcome instanceof Outcome.Met,
                () -> server.journal().timeline().toString());
    }

    @Test
    void says_that_the_client_spoke_no_tls() throws IOException {
        try (EchoServer server = EchoServer.builder().tls(context).start();
                RawPeer client = RawPeer.to(server.port())) {
            client.write("GET /plain HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.readRest();

            AssertionError nobody =
                    assertThrows(AssertionError.class, () -> server.awaitConnection(Duration.ofMillis(1)));
            assertEquals(
                    "no client connected to " + server.uri() + " (after 1 ms; what came: no TLS hello but"
                            + " \"GET /plain HTTP/1.1\\r\\n\\r\\n\"; this server speaks TLS, use wss:// or https://)",
                    nobody.getMessage().lines().findFirst().orElseThrow());
        }
    }
}
