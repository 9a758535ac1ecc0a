package io.github.windsock.standalone;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An HTTP client on a bare socket, which may say anything and take its time. */
public final class RawHttpClient implements AutoCloseable {
    private static final int TIMEOUT = 60_000;

    private final Socket socket = new Socket();

    public RawHttpClient(int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
        socket.setSoTimeout(TIMEOUT);
        socket.setTcpNoDelay(true);
    }

    /** Sends a request for a page and returns all of the answer. */
    public static String get(int port, String target, String... headers) throws IOException {
        return ask(port, "GET " + target + " HTTP/1.1\r\n" + hostUnlessGiven(headers), headers);
    }

    /** Sends a request for a WebSocket, of which an answer that ends is expected. */
    public static String attempt(int port, String target, String... headers) throws IOException {
        return ask(port, upgrade(target, headers), headers);
    }

    public static String upgrade(String target, String... headers) {
        return "GET " + target + " HTTP/1.1\r\n" + hostUnlessGiven(headers)
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    private static String hostUnlessGiven(String... headers) {
        for (String header : headers) {
            if (header.startsWith("Host:")) {
                return "";
            }
        }
        return "Host: localhost\r\n";
    }

    private static String ask(int port, String head, String... headers) throws IOException {
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.write(head
                    + String.join(
                            "",
                            Arrays.stream(headers).map(each -> each + "\r\n").toList()) + "\r\n");
            return client.readAll();
        }
    }

    public void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads up to a text, that included. */
    public String readUntil(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no " + end + " in " + read.toString(StandardCharsets.UTF_8));
            }
            read.write(next);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Reads so many bytes, or fewer if that is all. */
    public byte[] readBytes(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Reads the head of the answer. */
    public String readHead() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
