package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.framing.TextFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** permessage-deflate with the implementations of others at the client's end. */
class ForeignCompressionTests {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** What all clients can do. */
    private interface Foreign {
        void send(String text) throws Exception;

        void close();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true"})
    void java_websocket(boolean serverForgets, boolean clientForgets) throws Exception {
        PerMessageDeflateExtension extension = new PerMessageDeflateExtension();
        extension.setThreshold(0);
        extension.setServerNoContextTakeover(serverForgets);
        extension.setClientNoContextTakeover(clientForgets);
        try (EchoServer server = EchoServer.start()) {
            var client = javaWebSocket(server, extension);
            converse(server, 0, new Foreign() {
                @Override
                public void send(String text) {
                    client.send(text);
                }

                @Override
                public void close() {
                    client.close(3005, "done");
                }
            });
        }
    }

    private org.java_websocket.client.WebSocketClient javaWebSocket(
            EchoServer server, PerMessageDeflateExtension extension) throws InterruptedException {
        var client = new org.java_websocket.client.WebSocketClient(server.uri(), new Draft_6455(extension)) {
            @Override
            public void onOpen(ServerHandshake handshake) {}

            @Override
            public void onMessage(String message) {
                seen.add(message);
            }

            @Override
            public void onClose(int code, String reason, boolean remote) {
                seen.add(code + " " + reason);
            }

            @Override
            public void onError(Exception error) {
                seen.add(error.toString());
            }
        };
        assertTrue(client.connectBlocking(30, TimeUnit.SECONDS));
        return client;
    }

    /**
     * Java-WebSocket 1.6.0 always offers {@code client_no_context_takeover}, and so agrees to it, but whether it resets its
     * deflater depends on the setting for the server. If that says false, what it sends the second time is
     *
     * <ul>
     *   <li>for "hello" a block of the literal h and a match of length 4 at distance 5, so in the message before. The sender must
     *       not do that (RFC 7692, section 7.1.1.2), and the receiver's window holds one byte.
     *   <li>for the empty message no byte at all, since zlib has nothing to flush twice. With the tail put back (section 7.2.2)
     *       that is no block; an empty one is the byte 0 (section 7.2.3.6).
     * </ul>
     */
    @ParameterizedTest
    @CsvSource({"hello, ca 48 cd c9 c9 07 00, ca 00 11 00 00", "'', 00, ''"})
    void java_websocket_that_refers_to_what_it_agreed_to_forget(String text, String first, String second)
            throws Exception {
        PerMessageDeflateExtension extension = new PerMessageDeflateExtension();
        extension.setThreshold(0);
        extension.setServerNoContextTakeover(false);
        assertEquals(first, sentBy(extension, text));
        assertEquals(second, sentBy(extension, text));

        try (EchoServer server = EchoServer.start()) {
            var client = javaWebSocket(server, (PerMessageDeflateExtension) extension.copyInstance());
            ServerConnection connection = server.awaitConnection();
            assertEquals(
                    List.of("permessage-deflate; server_no_context_takeover; client_no_context_takeover"),
                    connection.handshake().answer().orElseThrow().headers().get("Sec-WebSocket-Extensions"));
            client.send(text);
            assertSeen(text);
            client.send(text);
            assertSeen("1007 message is not in the deflate format");
        }
    }

    private static String sentBy(PerMessageDeflateExtension extension, String text) {
        TextFrame frame = new TextFrame();
        frame.setPayload(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        frame.setFin(true);
        extension.encodeFrame(frame);
        ByteBuffer payload = frame.getPayloadData();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    @Test
    void okhttp() throws Exception {
        OkHttpClient client =
                OkHttpTestClient.patient().minWebSocketMessageToCompress(0).build();
        try (EchoServer server = EchoServer.start()) {
            okhttp3.WebSocket socket = client.newWebSocket(
                    new Request.Builder().url(server.httpUri().toString()).build(), new WebSocketListener() {
                        @Override
                        public void onMessage(okhttp3.WebSocket socket, String text) {
                            seen.add(text);
                        }

                        @Override
                        public void onFailure(okhttp3.WebSocket socket, Throwable error, Response response) {
                            seen.add(error.toString());
                        }
                    });
            converse(server, 0, new Foreign() {
                @Override
                public void send(String text) {
                    socket.send(text);
                }

                @Override
                public void close() {
                    socket.close(3005, "done");
                }
            });
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    /** Public, as Jetty wants it. */
    public record JettyListener(BlockingQueue<String> seen) implements Session.Listener.AutoDemanding {
        @Override
        public void onWebSocketText(String text) {
            seen.add(text);
        }

        @Override
        public void onWebSocketError(Throwable error) {
            seen.add(error.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "permessage-deflate",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; client_max_window_bits"
    })
    void jetty(String offer) throws Exception {
        var client = new org.eclipse.jetty.websocket.client.WebSocketClient();
        client.setMaxTextMessageSize(1 << 20);
        client.start();
        try (EchoServer server = EchoServer.start()) {
            ClientUpgradeRequest request = new ClientUpgradeRequest(URI.create(server.uri() + "/"));
            request.addExtensions(offer);
            Session session = client.connect(new JettyListener(seen), request).get(30, TimeUnit.SECONDS);
            converse(server, 0, new Foreign() {
                @Override
                public void send(String text) throws Exception {
                    Callback.Completable sent = new Callback.Completable();
                    session.sendText(text, sent);
                    sent.get(30, TimeUnit.SECONDS);
                }

                @Override
                public void close() {
                    session.close(3005, "done", Callback.NOOP);
                }
            });
        } finally {
            client.stop();
        }
    }

    /** Messages of many sizes, each twice, so that the second may refer to the first; then the same from the server. */
    private void converse(EchoServer server, int smallest, Foreign client) throws Exception {
        ServerConnection connection = server.awaitConnection();
        Map<String, List<String>> answer =
                connection.handshake().answer().orElseThrow().headers();
        assertTrue(answer.containsKey("Sec-WebSocket-Extensions"), answer.toString());
        for (int size :
                new int[] {0, 1, 2, 100, 125, 126, 127, 1000, 1023, 1024, 1025, 8192, 65_535, 65_536, 300_000}) {
            if (size < smallest) {
                continue;
            }
            for (String text : List.of(words(size), noise(size))) {
                client.send(text);
                client.send(text);
                assertSeen(text);
                assertSeen(text);
                connection.send(text);
                assertSeen(text);
            }
        }
        client.close();
        assertEquals(new CloseStatus(3005, "done"), ServerConnectionTests.awaitClosed(connection));
    }

    private void assertSeen(String text) throws InterruptedException {
        String got = seen.poll(30, TimeUnit.SECONDS);
        assertTrue(text.equals(got), () -> text.length() + " characters became " + got);
    }

    private static String words(int size) {
        return "wind, sock and field. ".repeat(size / 22 + 1).substring(0, size);
    }

    private static String noise(int size) {
        Random random = new Random(size);
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < size; i++) {
            noise.append((char) (' ' + random.nextInt(0x500)));
        }
        return noise.toString();
    }
}
