package io.github.windsock.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * One end of a connection on a bare socket, TCP or TLS. It can send any bytes, and sees all bytes that arrive. Reads
 * have a timeout.
 */
public final class RawPeer implements AutoCloseable {
    /** The {@code Sec-WebSocket-Key} of clients. */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TIMEOUT = 60_000;
    private static final int PIECE = 1 << 18;
    private static final int TAIL = 4;

    private final Socket socket;
    private final boolean isClient;
    private final DataInputStream in;
    private final OutputStream out;

    private RawPeer(Socket socket, boolean isClient) throws IOException {
        this.socket = socket;
        this.isClient = isClient;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        out = socket.getOutputStream();
    }

    /** Connects to a server on this machine, without a request. */
    public static RawPeer to(int port) throws IOException {
        return to("127.0.0.1", port);
    }

    /** Connects to a server, without a request. */
    public static RawPeer to(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), TIMEOUT);
        return of(socket);
    }

    /** Returns a client on a connected socket, such as one with TLS, without a request. */
    public static RawPeer of(Socket socket) throws IOException {
        return new RawPeer(socket, true);
    }

    /** Connects to a server on this machine and opens a WebSocket, with additional headers. */
    public static RawPeer open(int port, String... headers) throws IOException {
        RawPeer client = connect(port, headers);
        String answer = client.readHead();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException(answer);
        }
        return client;
    }

    /**
     * Connects to a server on this machine and sends a handshake request with additional headers; read the answer with
     * {@link #readHead}.
     */
    public static RawPeer connect(int port, String... headers) throws IOException {
        return handshake(new Socket(InetAddress.getLoopbackAddress(), port), headers);
    }

    /** Sends a handshake request on a connected socket, such as one with TLS. */
    public static RawPeer handshake(Socket socket, String... headers) throws IOException {
        RawPeer client = of(socket);
        client.ask("GET / HTTP/1.1", headers);
        return client;
    }

    /** Sends a handshake request; returns the head of the answer. */
    public String request(String line, String... headers) throws IOException {
        ask(line, headers);
        return readHead();
    }

    private void ask(String line, String... headers) throws IOException {
        writeLines(requestLines(line, headers));
    }

    private static String[] requestLines(String line, String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                line,
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + KEY));
        lines.addAll(List.of(headers));
        return lines.toArray(String[]::new);
    }

    /** Opens a WebSocket on a blocking channel; reads nothing after the head of the answer. */
    public static void open(SocketChannel channel) throws IOException {
        String request = String.join("\r\n", requestLines("GET / HTTP/1.1")) + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer one = ByteBuffer.allocate(1);
        int lineEnds = 0;
        while (lineEnds < 4) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("no answer to the handshake");
            }
            lineEnds = one.get(0) == '\r' || one.get(0) == '\n' ? lineEnds + 1 : 0;
        }
    }

    /** Returns a server on an accepted socket, which has read nothing yet. */
    public static RawPeer server(Socket socket) throws IOException {
        return new RawPeer(socket, false);
    }

    /** Accepts an opening handshake on a socket, with additional headers in the answer. */
    public static RawPeer accept(Socket socket, String... headers) throws IOException {
        RawPeer server = server(socket);
        String key = server.readHead()
                .lines()
                .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        List<String> lines = new ArrayList<>(List.of(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + digest(key)));
        lines.addAll(List.of(headers));
        server.writeLines(lines.toArray(String[]::new));
        return server;
    }

    /** Returns the {@code Sec-WebSocket-Accept} for a key. */
    public static String digest(String key) {
        try {
            byte[] bytes = (key + GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends lines, and an empty line after them. */
    public void writeLines(String... lines) throws IOException {
        write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads up to an empty line. */
    public String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
            matched = next == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends bytes. */
    public void write(byte... bytes) throws IOException {
        out.write(bytes);
    }

    /** Sends a frame, masked if this is a client; {@code start} is its first byte. */
    public void send(int start, byte... payload) throws IOException {
        write(RawFrame.encode(isClient, start, payload));
    }

    public void send(int start, String payload) throws IOException {
        send(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame of {@code count} zeros, 64 KiB or more, without holding them in memory. */
    public void sendZeros(int start, long count) throws IOException {
        write(RawFrame.header(isClient, start, 127, count, 0));
        byte[] some = new byte[PIECE];
        for (long sent = 0; sent < count; sent += some.length) {
            out.write(some, 0, (int) Math.min(some.length, count - sent));
        }
    }

    /** Sends a frame that inflates to {@code count} zeros. */
    public void sendDeflatedZeros(int start, long count) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        DeflaterOutputStream stream = new DeflaterOutputStream(deflated, deflater, PIECE, true);
        for (long done = 0; done < count; done += PIECE) {
            stream.write(new byte[(int) Math.min(PIECE, count - done)]);
        }
        stream.flush();
        deflater.end();
        byte[] all = deflated.toByteArray();
        send(start, Arrays.copyOf(all, all.length - TAIL)); // RFC 7692, section 7.2.1
    }

    public void sendClose(int code, String reason) throws IOException {
        send(0x88, RawFrame.close(code, reason));
    }

    /** Reads the next frame; a client must mask it, and a server must not. */
    public RawFrame read() throws IOException {
        int start = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length > 127 == isClient) {
            throw new IOException(isClient ? "the server masked a frame" : "the client did not mask a frame");
        }
        length &= 0x7F;
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] mask = in.readNBytes(isClient ? 0 : 4);
        byte[] payload = new byte[Math.toIntExact(size)];
        in.readFully(payload);
        for (int i = 0; i < (isClient ? 0 : payload.length); i++) {
            payload[i] ^= mask[i & 3];
        }
        return new RawFrame(start, payload);
    }

    /** Reads {@code count} raw bytes, or fewer if the connection ends. */
    public byte[] readBytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Reads up to the end, as text. */
    public String readRest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    public Socket socket() {
        return socket;
    }

    /** Ends the connection with an RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends this direction of the connection with a FIN. */
    public void fin() throws IOException {
        socket.shutdownOutput();
    }

    /** Returns whether the connection ends with a FIN before any other byte; waits for that. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
