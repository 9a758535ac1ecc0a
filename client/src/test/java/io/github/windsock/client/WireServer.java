package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.Deflater;

/** A server made of bare sockets: it does what the test says, byte by byte, and shows what came. */
final class WireServer implements AutoCloseable {
    /** What the sender of a compressed message leaves out at its end (RFC 7692, section 7.2.1). */
    static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wire-server");
        thread.setDaemon(true);
        return thread;
    });

    interface Serving {
        void play(Peer peer) throws Exception;
    }

    WireServer() {
        try {
            server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WireServer(ServerSocket server) {
        this.server = server;
    }

    /** Plays the script to every connection, each on a thread of its own. */
    static WireServer playing(Serving script) {
        WireServer server = new WireServer();
        server.threads.execute(() -> {
            while (true) {
                try {
                    server.play(script, server.accept(0));
                } catch (IOException | UncheckedIOException e) {
                    return;
                }
            }
        });
        return server;
    }

    /** A connection that came just before the end has nobody to play to it. */
    private void play(Serving script, Peer peer) throws IOException {
        try {
            threads.execute(() -> {
                try (peer) {
                    script.play(peer);
                } catch (Exception e) {
                    // The client went away; what it saw is what the test looks at.
                }
            });
        } catch (RejectedExecutionException e) {
            peer.close();
        }
    }

    /** Echoes messages, answers pings, and answers a Close frame with the same. */
    static WireServer echoing() {
        return playing(peer -> {
            peer.open();
            while (true) {
                RawFrame frame = peer.read();
                switch (frame.opcode()) {
                    case 8 -> {
                        peer.frame(0x88, frame.payload());
                        return;
                    }
                    case 9 -> peer.frame(0x8A, frame.payload());
                    case 10 -> {}
                    default -> peer.frame(0x80 | frame.opcode(), frame.payload());
                }
            }
        });
    }

    String url() {
        return "ws://127.0.0.1:" + server.getLocalPort();
    }

    String url(String path) {
        return url() + path;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** Returns the next connection, which has to come within a minute. */
    Peer accept() {
        return accept(60_000);
    }

    private Peer accept(int millis) {
        try {
            server.setSoTimeout(millis);
            return new Peer(server.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    /** One connection, from the server's side. */
    static final class Peer implements AutoCloseable {
        private final RawPeer wire;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final List<String> names = new ArrayList<>();
        private String requestLine = "";

        Peer(Socket socket) throws IOException {
            wire = RawPeer.server(socket);
        }

        Socket socket() {
            return wire.socket();
        }

        Map<String, String> headers() {
            return headers;
        }

        /** The names of the headers, in their order. */
        List<String> names() {
            return names;
        }

        String requestLine() {
            return requestLine;
        }

        Peer readRequest() throws IOException {
            List<String> lines = wire.readHead().lines().toList();
            requestLine = lines.get(0);
            for (String line : lines.subList(1, lines.size() - 1)) {
                int colon = line.indexOf(':');
                names.add(line.substring(0, colon));
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return this;
        }

        String answer101(String... more) {
            StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept() + "\r\n");
            for (String header : more) {
                answer.append(header).append("\r\n");
            }
            return answer.append("\r\n").toString();
        }

        String accept() {
            return RawPeer.digest(headers.getOrDefault("Sec-WebSocket-Key", ""));
        }

        Peer open(String... more) throws IOException {
            readRequest();
            return raw(answer101(more).getBytes(ISO_8859_1));
        }

        Peer raw(byte[] bytes) throws IOException {
            wire.write(bytes);
            return this;
        }

        /** Sends bytes written in hexadecimal, blanks allowed. */
        Peer hex(String hex) throws IOException {
            return raw(bytes(hex));
        }

        Peer frame(int first, byte[] payload) throws IOException {
            return raw(encode(first, payload));
        }

        Peer text(String text) throws IOException {
            return frame(0x81, text.getBytes(UTF_8));
        }

        Peer close(int code, String reason) throws IOException {
            return frame(0x88, closeBody(code, reason));
        }

        RawFrame read() throws IOException {
            return wire.read();
        }

        /** Ends this side, as a server does after the closing handshake, and waits for the client's end. */
        void awaitEndAfterFin() throws IOException {
            fin();
            awaitEnd();
        }

        /** Waits for the client's FIN; anything else is an error. */
        void awaitEnd() throws IOException {
            if (!wire.isAtEnd()) {
                throw new IOException("the client sent a byte more");
            }
        }

        /** Sets how long the client may be silent before the script fails, and with it the connection. */
        void giveUpAfter(int millis) throws IOException {
            wire.socket().setSoTimeout(millis);
        }

        boolean endsWithin(int millis) throws IOException {
            giveUpAfter(millis);
            return wire.isAtEnd();
        }

        void fin() throws IOException {
            wire.fin();
        }

        void reset() throws IOException {
            wire.reset();
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", "").toLowerCase(Locale.ROOT));
    }

    static byte[] closeBody(int code, String reason) {
        return RawFrame.close(code, reason);
    }

    /** Compresses a message (RFC 7692, section 7.2.1); the deflater keeps its window. */
    static byte[] deflated(byte[] message, Deflater deflater) {
        deflater.setInput(message);
        byte[] out = new byte[2 * message.length + 64];
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        return size <= TAIL.length ? new byte[1] : Arrays.copyOf(out, size - TAIL.length);
    }

    static byte[] encode(int first, byte[] payload) {
        return RawFrame.encode(false, first, payload);
    }
}
