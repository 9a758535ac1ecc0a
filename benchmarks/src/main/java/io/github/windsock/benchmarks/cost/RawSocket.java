package io.github.windsock.benchmarks.cost;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A minimal implementation of RFC 6455: blocking, one short frame at a time. */
final class RawSocket implements Closeable {

    static final int TEXT = 1;
    static final int CLOSE = 8;

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket;
    private final DataInputStream in;
    private final boolean masks;

    /** A frame as it arrived, unmasked. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ReadFrame(int opcode, byte[] payload) {}

    private RawSocket(Socket socket, boolean masks) throws IOException {
        this.socket = socket;
        this.masks = masks;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.setTcpNoDelay(true);
    }

    static RawSocket connect(int port) throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Returns a client on a connected socket, such as one with TLS. */
    static RawSocket over(Socket socket) throws IOException {
        RawSocket client = new RawSocket(socket, true);
        client.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n\r\n");
        client.header("");
        return client;
    }

    static RawSocket accept(ServerSocket listener) throws IOException {
        RawSocket server = new RawSocket(listener.accept(), false);
        String accept = accept(server.header("Sec-WebSocket-Key: "));
        server.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n");
        return server;
    }

    void send(int opcode, byte[] payload) throws IOException {
        byte[] mask = masks ? new byte[] {1, 2, 3, 4} : new byte[0];
        byte[] frame = new byte[2 + mask.length + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) ((masks ? 0x80 : 0) | payload.length);
        System.arraycopy(mask, 0, frame, 2, mask.length);
        for (int i = 0; i < payload.length; i++) {
            frame[2 + mask.length + i] = (byte) (masks ? payload[i] ^ mask[i % 4] : payload[i]);
        }
        socket.getOutputStream().write(frame);
    }

    ReadFrame receive() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte();
        byte[] mask = (length & 0x80) == 0 ? new byte[4] : in.readNBytes(4);
        byte[] payload = in.readNBytes(length & 0x7F);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new ReadFrame(opcode, payload);
    }

    static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        byte[] body = new byte[2 + text.length];
        body[0] = (byte) (code >> 8);
        body[1] = (byte) code;
        System.arraycopy(text, 0, body, 2, text.length);
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private String header(String name) throws IOException {
        String value = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            value = line.startsWith(name) ? line.substring(name.length()) : value;
        }
        return value;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
