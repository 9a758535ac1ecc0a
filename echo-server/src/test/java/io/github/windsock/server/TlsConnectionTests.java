package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Faults.halfClose;
import static io.github.windsock.server.ServerCertificate.OTHER_HOST;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of TLS see that come without a request, and at the end of a connection. */
class TlsConnectionTests {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    private final EchoServer server = EchoServer.builder().tls().start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Keeps what arrives, below TLS. */
    private static final class TappedSocket extends Socket {
        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        private boolean hasEnded;

        TappedSocket(int port) throws IOException {
            connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = super.read(bytes, offset, length);
                    arrived.write(bytes, offset, Math.max(count, 0));
                    hasEnded |= count < 0;
                    return count;
                }
            };
        }

        /**
         * Tells how the client learned of the end: by the end of TCP, or before that by a record of this type (RFC 8446,
         * section 5.1).
         */
        String end() {
            ByteBuffer bytes = ByteBuffer.wrap(arrived.toByteArray());
            int type = 0;
            while (bytes.hasRemaining()) {
                type = bytes.get();
                bytes.getShort(); // the version
                int length = bytes.getShort();
                bytes.position(bytes.position() + length);
            }
            return hasEnded ? "FIN" : "record " + type;
        }
    }

    private SSLSocket shakeHands(Socket tcp, String protocol) throws IOException {
        SSLSocket socket =
                (SSLSocket) server.sslContext().getSocketFactory().createSocket(tcp, "localhost", server.port(), true);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    private SSLSocket shakeHands(String protocol) throws IOException {
        return shakeHands(new TappedSocket(server.port()), protocol);
    }

    private static List<String> lines(EchoServer server) {
        return server.journal().entries().stream()
                .map(Entry::event)
                .map(event -> (event.kind().arrow() + " " + event.summary() + " " + event.detail()).strip())
                .toList();
    }

    /** Waits until the journal has a line. */
    private void awaitLine(String line) {
        awaitLine(line, server);
    }

    private static void awaitLine(String line, EchoServer server) {
        Outcome<Boolean> outcome = Recorder.of(server)
                .await(null, () -> lines(server).contains(line) ? Answer.found(true) : Answer.pending());
        assertTrue(outcome instanceof Outcome.Met, () -> String.join("\n", lines(server)));
    }

    @Nested
    class without_a_request {

        /** Says what a JDK client says first, and nothing else. */
        private RawPeer hello() throws SSLException, IOException {
            SSLEngine engine = server.sslContext().createSSLEngine("localhost", server.port());
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            RawPeer client = RawPeer.to(server.port());
            client.write(Arrays.copyOf(hello.array(), hello.position()));
            assertEquals(0x16, client.readBytes(1)[0]); // the answer has begun, so the hello has arrived
            return client;
        }

        @Test
        void a_client_that_goes_away_during_the_tls_handshake_is_told_of() throws IOException {
            hello().close();

            awaitLine("· a TLS handshake that did not succeed: the client broke it off,"
                    + " as it does if it does not trust the certificate");
        }

        @Test
        void a_tls_handshake_that_the_server_ends_is_not_blamed_on_the_client() throws IOException {
            try (RawPeer client = hello()) {
                assertTrue(client.socket().isConnected());
                server.goDown();

                awaitLine("· a TLS handshake that the client did not finish");
            }
        }

        @Test
        void a_tls_handshake_that_does_not_end_is_ended_by_the_handshake_timeout() throws IOException {
            try (EchoServer hasty = EchoServer.builder()
                            .tls()
                            .handshakeTimeout(Duration.ofMillis(50))
                            .start();
                    RawPeer client = RawPeer.to(hasty.port())) {
                client.write((byte) 0x16, (byte) 3, (byte) 1, (byte) 2, (byte) 0);

                client.readRest(); // alerts, if the server has read the beginning by then
                assertTrue(client.isAtEnd());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {TLS_1_2, TLS_1_3})
        void a_client_that_goes_away_after_the_tls_handshake_is_told_of(String protocol) throws IOException {
            shakeHands(protocol).close();

            awaitLine("· no HTTP request after the TLS handshake;"
                    + " some clients check the host of a certificate only then");
        }

        @Test
        void okhttp_goes_away_after_the_tls_handshake_if_the_certificate_is_for_another_host() throws Exception {
            try (EchoServer elsewhere = EchoServer.builder().tls(OTHER_HOST).start();
                    OkHttpTestClient client = new OkHttpTestClient()) {
                client.connect(elsewhere, List.of(), new Observations());

                awaitLine(
                        "· no HTTP request after the TLS handshake;"
                                + " some clients check the host of a certificate only then",
                        elsewhere);
            }
        }

        @Test
        void a_client_that_does_not_ask_is_told_of_when_the_server_ends_it() throws IOException {
            try (SSLSocket client = shakeHands(TLS_1_2)) { // the server's last word of the handshake has arrived
                assertTrue(client.isConnected());
                server.goDown();

                awaitLine("· no HTTP request after the TLS handshake");
            }
        }

        @Test
        void what_a_client_says_instead_is_shown_as_it_was_before_it_was_encrypted() throws IOException {
            try (SSLSocket client = shakeHands(TLS_1_3)) {
                client.getOutputStream().write("EHLO mail\n".getBytes(US_ASCII));
                client.shutdownOutput();

                awaitLine("· no whole HTTP request but \"EHLO mail\\n\"");
            }
        }

        @Test
        void a_client_without_tls_gets_an_alert() throws IOException {
            try (RawPeer client = RawPeer.connect(server.port())) {
                assertEquals(0x15, client.readBytes(7)[0]);
                assertTrue(client.isAtEnd());
            }
        }
    }

    @Nested
    class at_the_end {

        @ParameterizedTest
        @CsvSource({TLS_1_2 + ",record 21", TLS_1_3 + ",record 23"}) // which hides the type of an alert
        void the_server_says_close_notify(String protocol, String end) throws IOException {
            try (TappedSocket tcp = new TappedSocket(server.port());
                    RawPeer client = RawPeer.handshake(shakeHands(tcp, protocol))) {
                client.readHead();
                client.send(0x88, RawFrame.close(1000, "done"));
                assertEquals("88 1000 done", client.read().toString());
                assertTrue(client.isAtEnd());
                assertEquals(end, tcp.end());
            }
            server.behave(refuse(401));
            try (TappedSocket tcp = new TappedSocket(server.port());
                    RawPeer client = RawPeer.handshake(shakeHands(tcp, protocol))) {
                assertTrue(client.readRest().startsWith("HTTP/1.1 401 "));
                assertEquals(end, tcp.end());
            }
            server.behave(dropConnection());
            try (TappedSocket tcp = new TappedSocket(server.port());
                    RawPeer client = RawPeer.handshake(shakeHands(tcp, protocol))) {
                client.readHead();
                assertTrue(client.isAtEnd());
                assertEquals(end, tcp.end());
            }
        }

        @Test
        void a_client_that_has_ended_its_direction_gets_what_it_has_asked_for() throws IOException {
            try (RawPeer client = RawPeer.handshake(shakeHands(TLS_1_3))) {
                client.readHead();
                client.send(0x81, "hi");
                client.fin();

                assertEquals("81 hi", client.read().toString());
                assertTrue(client.isAtEnd());
            }
            awaitLine("close 1006 \"\" wasClean=false, no Close frame arrived: the client closed the connection");
        }

        @Test
        void a_server_that_has_ended_its_direction_still_hears_the_client() throws IOException {
            server.behave(halfClose());
            try (RawPeer client = RawPeer.handshake(shakeHands(TLS_1_3))) {
                client.readHead();
                assertTrue(client.isAtEnd());
                client.send(0x81, "still here");

                awaitLine("← text  \"still here\" 10 B");
            }
        }

        @Test
        void a_reset_is_no_end_of_tls() throws IOException {
            server.behave(Behaviors.resetConnection());
            try (RawPeer client = RawPeer.handshake(shakeHands(TLS_1_3))) {
                client.readHead();
                assertThrows(IOException.class, client::isAtEnd);
            }
        }
    }
}
