package io.github.windsock.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.server.EchoServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A client of bytes: sends what it is told, and shows the frames that come as text. */
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int WHILE_MILLIS = 300;

    private final Socket socket;
    private final DataInputStream in;
    final String answer;

    RawPeer(EchoServer server, String... headers) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        String more = String.join("\r\n", headers);
        write(("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                        + (more.isEmpty() ? "" : more + "\r\n") + "\r\n")
                .getBytes(ISO_8859_1));
        answer = head();
    }

    private String head() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!text.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            text.write(in.readUnsignedByte());
        }
        return text.toString(ISO_8859_1);
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends a frame, masked with zeros. */
    void send(int first, byte[] payload) throws IOException {
        send(first, payload, payload.length);
    }

    /** Sends the beginning of a frame. */
    void send(int first, byte[] payload, int bytes) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.write(new byte[4]);
        frame.write(payload, 0, bytes);
        write(frame.toByteArray());
    }

    /** Returns the next frame, such as {@code 81 hello} or {@code 88 1002}, or how the connection ended. */
    String next() throws IOException {
        try {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            int size = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
            return (String.format("%02X ", first) + shown(first & 0x0F, in.readNBytes(size))).strip();
        } catch (EOFException e) {
            return "FIN";
        } catch (SocketException e) {
            return "RST";
        }
    }

    /** Returns the next frame, or that nothing has come for a while. */
    String nextIfAny() throws IOException {
        socket.setSoTimeout(WHILE_MILLIS);
        try {
            return next();
        } catch (SocketTimeoutException e) {
            return "nothing";
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    private static String shown(int opcode, byte[] payload) {
        if (opcode == 8 && payload.length >= 2) {
            return Integer.toString((payload[0] & 0xFF) << 8 | payload[1] & 0xFF);
        }
        return payload.length > 100 ? payload.length + " bytes" : new String(payload, UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
