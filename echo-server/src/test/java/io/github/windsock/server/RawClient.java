package io.github.windsock.server;

import io.github.windsock.testkit.RawFrame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client on a bare socket, which sends any bytes and sees all that come back. Reads are bounded by a timeout. */
final class RawClient implements AutoCloseable {
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final int TIMEOUT = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** A frame as it was on the wire; nobody compares two of them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Seen(int start, byte[] payload) {
        int opcode() {
            return start & 0x0F;
        }

        boolean fin() {
            return (start & 0x80) != 0;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            String shown = payload.length > 40 ? payload.length + " bytes" : text();
            if (opcode() == 8) {
                shown = payload.length < 2
                        ? "empty"
                        : (ByteBuffer.wrap(payload).getShort() & 0xFFFF) + " "
                                + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
            }
            return "%02x %s".formatted(start, shown);
        }
    }

    RawClient(int port) throws IOException {
        this("127.0.0.1", port);
    }

    RawClient(String host, int port) throws IOException {
        this(connected(host, port));
    }

    /** Speaks on a socket that is connected already, such as one with TLS. */
    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        out = socket.getOutputStream();
    }

    private static Socket connected(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), TIMEOUT);
        return socket;
    }

    /** Connects and does the opening handshake, with more headers. */
    static RawClient open(EchoServer server, String... headers) throws IOException {
        RawClient client = new RawClient(server.port());
        String answer = client.request("GET / HTTP/1.1", headers);
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException(answer);
        }
        return client;
    }

    /** Connects and sends an opening handshake, but does not read what is answered. */
    static RawClient knock(EchoServer server) throws IOException {
        RawClient client = new RawClient(server.port());
        client.writeLines(
                "GET / HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + KEY);
        return client;
    }

    /** Sends an opening handshake and returns the head of the response. */
    String request(String line, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(line)
                .append("\r\nHost: localhost\r\nUpgrade: websocket\r\n")
                .append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(KEY)
                .append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return readHead();
    }

    /** Sends lines and an empty one. */
    void writeLines(String... lines) throws IOException {
        write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    String readRest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    void write(byte... bytes) throws IOException {
        out.write(bytes);
    }

    /** Sends a masked frame; {@code start} is its first byte. */
    void send(int start, byte... payload) throws IOException {
        write(frame(start, payload));
    }

    void send(int start, String payload) throws IOException {
        send(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    void sendClose(int code, String reason) throws IOException {
        send(0x88, closePayload(code, reason));
    }

    static byte[] closePayload(int code, String reason) {
        return RawFrame.close(code, reason);
    }

    static byte[] frame(int start, byte... payload) {
        return RawFrame.encode(true, start, payload);
    }

    /** Reads the next frame of the server. */
    Seen read() throws IOException {
        int start = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length > 127) {
            throw new IOException("the server masked a frame");
        }
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] payload = new byte[Math.toIntExact(size)];
        in.readFully(payload);
        return new Seen(start, payload);
    }

    /** Reads up to the end of the connection; returns whether that comes next, and as FIN. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    Socket socket() {
        return socket;
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
