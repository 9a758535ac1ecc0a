package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.Inflater;
import com.jcraft.jzlib.JZlib;
import com.jcraft.jzlib.ZStream;
import io.github.windsock.Message;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.testkit.RawFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.JettyExtensionConfig;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * permessage-deflate in all combinations of its parameters, against a zlib that has no bytes outside the agreed windows,
 * and against Jetty.
 */
class DeflateInteropTests {
    private static final List<byte[]> MESSAGES = messages();

    private static List<byte[]> messages() {
        byte[] noise = new byte[700];
        new Random(7).nextBytes(noise);
        ByteArrayOutputStream twice = new ByteArrayOutputStream(); // refers 700 bytes back, out of the smallest windows
        twice.writeBytes(noise);
        twice.writeBytes(noise);
        byte[] large = new byte[12_000];
        Random few = new Random(8);
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) few.nextInt(4);
        }
        return List.of(
                "hello hello".getBytes(UTF_8),
                "hello hello".getBytes(UTF_8),
                twice.toByteArray(),
                new byte[0],
                large,
                noise,
                "x".repeat(300).getBytes(UTF_8));
    }

    static List<String> parameters() {
        List<String> all = new ArrayList<>();
        for (String server : List.of("", "; server_no_context_takeover")) {
            for (String client : List.of("", "; client_no_context_takeover")) {
                for (int bits = 7; bits <= 15; bits++) {
                    all.add("permessage-deflate" + server + client
                            + (bits == 7 ? "" : "; client_max_window_bits=" + bits));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void all_combinations_with_a_zlib_that_keeps_to_its_window(String parameters) throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            for (int serverBits : IntStream.rangeClosed(8, 15).toArray()) {
                String extensions = parameters + (serverBits == 8 ? "" : "; server_max_window_bits=" + serverBits);
                BrowserWebSocket socket = page.open(server.url());
                try (Peer peer = server.accept()) {
                    peer.open("Sec-WebSocket-Extensions: " + extensions);
                    Await.open(socket);
                    echo(socket, peer, extensions);
                }
            }
        }
    }

    private static void echo(BrowserWebSocket socket, Peer peer, String extensions) throws Exception {
        Zlib zlib = new Zlib(bits(extensions, "client"), bits(extensions, "server"));
        for (byte[] message : MESSAGES) {
            socket.send(message);
            RawFrame frame = peer.read();
            boolean compressed = (frame.rsv() & 0x40) != 0;
            assertArrayEquals(message, compressed ? zlib.inflate(frame.payload()) : frame.payload(), extensions);
            if (extensions.contains("client_no_context_takeover")) {
                zlib.forgetClient();
            }
            peer.frame(0xC2, zlib.deflate(message));
            if (extensions.contains("server_no_context_takeover")) {
                zlib.forgetServer();
            }
        }
        Await.received(socket, MESSAGES.size());
        assertEquals(MESSAGES.stream().map(Message::binary).toList(), socket.received(), extensions);
    }

    private static int bits(String extensions, String side) {
        String name = side + "_max_window_bits=";
        int at = extensions.indexOf(name);
        return at < 0
                ? 15
                : Integer.parseInt(extensions.substring(at + name.length()).split(";", 2)[0]);
    }

    /** The server's half, with windows of exactly the agreed size. */
    private static final class Zlib {
        private final int clientBits;
        private final int serverBits;
        private Inflater inflater;
        private Deflater deflater;

        Zlib(int clientBits, int serverBits) throws GZIPException {
            this.clientBits = clientBits;
            this.serverBits = serverBits;
            forgetClient();
            forgetServer();
        }

        void forgetClient() throws GZIPException {
            inflater = new Inflater(clientBits, true);
        }

        void forgetServer() throws GZIPException {
            deflater = new Deflater(JZlib.Z_DEFAULT_COMPRESSION, serverBits, true);
        }

        byte[] inflate(byte[] payload) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(payload);
            whole.writeBytes(WireServer.TAIL);
            return run(inflater, whole.toByteArray(), () -> inflater.inflate(JZlib.Z_SYNC_FLUSH));
        }

        byte[] deflate(byte[] message) {
            if (message.length == 0) {
                return new byte[] {0};
            }
            byte[] all = run(deflater, message, () -> deflater.deflate(JZlib.Z_SYNC_FLUSH));
            return java.util.Arrays.copyOf(all, all.length - WireServer.TAIL.length);
        }

        @SuppressWarnings(
                "deprecation") // the one class above both of its own is not for new code, but still where they meet
        private static byte[] run(ZStream stream, byte[] input, java.util.function.IntSupplier step) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] scratch = new byte[4096];
            stream.next_in = input;
            stream.next_in_index = 0;
            stream.avail_in = input.length;
            do {
                stream.next_out = scratch;
                stream.next_out_index = 0;
                stream.avail_out = scratch.length;
                int result = step.getAsInt();
                if (result != JZlib.Z_OK && result != JZlib.Z_BUF_ERROR) {
                    throw new AssertionError("zlib says " + result + ": " + stream.msg);
                }
                out.write(scratch, 0, stream.next_out_index);
            } while (stream.avail_out == 0);
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate;server_no_context_takeover",
                "permessage-deflate;client_no_context_takeover",
                "permessage-deflate;client_no_context_takeover;server_no_context_takeover"
            })
    void with_jetty(String extensions) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxBinaryMessageSize(1 << 20);
            container.addMapping("/", (request, response, callback) -> {
                response.setExtensions(List.of(new JettyExtensionConfig(extensions)));
                return new Echo();
            });
        }));
        server.start();
        try (BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = Await.open(page.open("ws://127.0.0.1:" + connector.getLocalPort()));
            assertEquals(extensions, socket.extensions());
            MESSAGES.forEach(socket::send);
            Await.received(socket, MESSAGES.size());
            assertEquals(MESSAGES.stream().map(Message::binary).toList(), socket.received());
            socket.close(3005, "bye");
            assertEquals(3005, Await.closed(socket).closeStatus().orElseThrow().code());
        } finally {
            server.stop();
        }
    }

    /** Jetty's side of the echo. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            getSession().sendBinary(payload, callback);
        }
    }
}
