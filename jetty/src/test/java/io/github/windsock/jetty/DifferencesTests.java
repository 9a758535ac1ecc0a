package io.github.windsock.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where a real Jetty differs from the double: each row of {@code docs/jetty.md} is one here, and is tried on both. */
class DifferencesTests {
    private static final int WHILE_MILLIS = 300;
    private static final Path PAGE = Path.of("..", "docs", "jetty.md");

    /** What a client does, and the frames that it then sees. */
    private interface ClientAction {
        List<String> sees(Client client) throws IOException;
    }

    /** A client, and whether nothing is to come at last, for which there is no better proof than to wait for a while. */
    private record Client(RawPeer peer, EchoServer server, boolean endsWithNothing) {}

    private record Row(String what, ClientAction action, String windsock, String jetty) {
        String line() {
            return "| " + what + " | `" + windsock + "` | `" + jetty + "` |";
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("a text in three frames", DifferencesTests::fragments, "01 a, 00 b, 80 c", "81 abc"),
            new Row(
                    "a ping between two frames of a text",
                    DifferencesTests::pingBetween,
                    "01 a, 8A p, 80 b",
                    "8A p, 81 ab"),
            new Row("a text of 70,000 bytes", DifferencesTests::large, "81 70000 bytes", "88 1009"),
            new Row(
                    "14 of the 50 bytes of a text, the third of which is no UTF-8",
                    DifferencesTests::halfBad,
                    "88 1007",
                    "nothing"),
            new Row(
                    "a text of 5 bytes with its length in 16 bits",
                    DifferencesTests::longLength,
                    "88 1002",
                    "81 hello"),
            new Row("the header of a frame without a mask", client -> header(client, 0x81, 5), "88 1002", "nothing"),
            new Row(
                    "the header of a ping of 126 bytes",
                    client -> header(client, 0x89, 0x80 | 126, 0, 126),
                    "88 1002",
                    "nothing"),
            new Row("the header of a text of 1 GiB", DifferencesTests::huge, "88 1009", "nothing"),
            new Row(
                    "nothing, and the server closes with 3005",
                    DifferencesTests::closed,
                    "88 3005, nothing",
                    "88 3005, FIN"),
            new Row(
                    "an offer of compression in a window of 10 bits",
                    client -> List.of(extension(client.server())),
                    "permessage-deflate; server_max_window_bits=10",
                    "permessage-deflate"));

    private static List<String> fragments(Client client) throws IOException {
        RawPeer peer = client.peer();
        peer.send(0x01, "a");
        peer.send(0x00, "b");
        peer.send(0x80, "c");
        peer.send(0x89, "end");
        return untilPong(peer, "8A end");
    }

    private static List<String> pingBetween(Client client) throws IOException {
        RawPeer peer = client.peer();
        peer.send(0x01, "a");
        peer.send(0x89, "p");
        peer.send(0x80, "b");
        peer.send(0x89, "end");
        return untilPong(peer, "8A end");
    }

    private static List<String> closed(Client client) throws IOException {
        client.server().awaitConnection().close(3005, "");
        return List.of(next(client.peer()), last(client));
    }

    private static List<String> untilPong(RawPeer peer, String last) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String next = next(peer); !next.equals(last); next = next(peer)) {
            seen.add(next);
        }
        return seen;
    }

    private static List<String> large(Client client) throws IOException {
        RawPeer peer = client.peer();
        byte[] header = {(byte) 0x81, (byte) (0x80 | 127), 0, 0, 0, 0, 0, 1, 0x11, 0x70, 0, 0, 0, 0};
        peer.write(header);
        try {
            peer.write("a".repeat(70_000).getBytes(UTF_8));
        } catch (IOException e) {
            // Jetty has seen enough; what it said is there to be read.
        }
        return List.of(next(peer));
    }

    private static List<String> halfBad(Client client) throws IOException {
        RawPeer peer = client.peer();
        byte[] text = "a".repeat(50).getBytes(UTF_8);
        text[2] = (byte) 0xFF;
        peer.write((byte) 0x81, (byte) (0x80 | text.length), (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        peer.write(Arrays.copyOf(text, 14));
        return List.of(last(client));
    }

    private static List<String> longLength(Client client) throws IOException {
        RawPeer peer = client.peer();
        peer.write(new byte[] {(byte) 0x81, (byte) (0x80 | 126), 0, 5, 0, 0, 0, 0});
        peer.write("hello".getBytes(UTF_8));
        return List.of(next(peer));
    }

    private static List<String> huge(Client client) throws IOException {
        return header(client, 0x81, 0x80 | 127, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0);
    }

    private static List<String> header(Client client, int... header) throws IOException {
        byte[] bytes = new byte[header.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) header[i];
        }
        client.peer().write(bytes);
        return List.of(last(client));
    }

    private static String extension(EchoServer server) throws IOException {
        String offer = "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10";
        try (RawPeer peer = RawPeer.connect(server.port(), offer)) {
            return peer.readHead()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions: "))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .findFirst()
                    .orElse("none");
        }
    }

    /** Returns the next frame, such as {@code 81 hello} or {@code 88 1002}, or how the connection ended. */
    private static String next(RawPeer peer) throws IOException {
        try {
            return shown(peer.read());
        } catch (EOFException e) {
            return "FIN";
        } catch (SocketException e) {
            return "RST";
        }
    }

    /** Returns the next frame, for which it may take its time on a busy machine, or that nothing has come for a while. */
    private static String last(Client client) throws IOException {
        if (client.endsWithNothing()) {
            client.peer().socket().setSoTimeout(WHILE_MILLIS);
        }
        try {
            return next(client.peer());
        } catch (SocketTimeoutException e) {
            return "nothing";
        }
    }

    private static String shown(RawFrame frame) {
        boolean hasCode = frame.opcode() == 8 && frame.payload().length >= 2;
        String text = frame.payload().length > 100 ? frame.payload().length + " bytes" : frame.text();
        return String.format("%02X %s", frame.start(), hasCode ? frame.code() : text)
                .strip();
    }

    @TestFactory
    Stream<DynamicTest> on_the_double() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.what(), () -> {
                    try (EchoServer server = EchoServer.start()) {
                        assertEquals(row.windsock(), seen(row, server, row.windsock()));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> on_jetty() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.what(), () -> {
                    try (EchoServer server =
                            EchoServer.builder().engine(JettyEngine.class).start()) {
                        assertEquals(row.jetty(), seen(row, server, row.jetty()));
                    }
                }));
    }

    private static String seen(Row row, EchoServer server, String expected) throws IOException {
        try (RawPeer peer = RawPeer.open(server.port())) {
            return String.join(", ", row.action().sees(new Client(peer, server, expected.endsWith("nothing"))));
        }
    }

    @Test
    void the_page_has_each_row_as_it_is() throws IOException {
        String rows = ROWS.stream().map(Row::line).collect(Collectors.joining("\n"));

        String page = Files.readString(PAGE, UTF_8);
        int from = page.indexOf("## Where it differs on the wire");

        String table = page.substring(from, page.indexOf("\n## ", from))
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("` | `"))
                .collect(Collectors.joining("\n"));

        assertEquals(rows, table);
    }
}
