package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTests {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext context;

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
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        context = SSLContext.getInstance("TLS");
        context.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
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
                .get(10, TimeUnit.SECONDS);
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
            socket.sendText("secret", true).get(10, TimeUnit.SECONDS);

            assertEquals("secret", listener.text.get(10, TimeUnit.SECONDS));
            socket.sendClose(3005, "done").get(10, TimeUnit.SECONDS);
            assertEquals(new CloseStatus(3005, "done"), ServerConnectionTests.awaitClosed(server.awaitConnection()));
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
                RawClient client = new RawClient(server.port())) {
            client.write("GET /plain HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.readRest();

            AssertionError nobody =
                    assertThrows(AssertionError.class, () -> server.awaitConnection(Duration.ofMillis(1)));
            assertEquals(
                    "no further client connected to " + server.uri() + " (after 1 ms; what came: no TLS hello but"
                            + " \"GET /plain HTTP/1.1\\r\\n\\r\\n\"; this server speaks TLS, use wss:// or https://)",
                    nobody.getMessage().lines().findFirst().orElseThrow());
        }
    }
}
