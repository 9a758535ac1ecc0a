package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.answerByteByByte;
import static io.github.windsock.server.Behaviors.echo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The bytes of each fault on a bare socket, against bytes that were written by hand; over TLS a sample. */
class FaultBytesTests {
    private static final String OPEN = "goes on"; // a ping is answered, and nothing comes before the pong
    private static final String CLOSING = "closes"; // the client's Close frame ends TCP, and nothing comes before that
    private static final String RIGHT = """
            HTTP/1.1 101 Switching Protocols\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            Upgrade: websocket\r
            \r
            """;

    /** What is sent after the 101, and how it goes on. */
    private record Sent(String hex, String after) {}

    private static final Map<String, Sent> FRAMES = new LinkedHashMap<>();

    /** The head of the answer. */
    private static final Map<String, String> HEADS = new LinkedHashMap<>();

    private static void frame(String fault, String hex, String after) {
        FRAMES.put(fault, new Sent(hex.replace(" ", ""), after));
    }

    static {
        frame("maskedFrame()", "81 85 37fa213d 7f9f4d5158", OPEN); // the example of RFC 6455, section 5.7
        frame("reservedBit(1)", "c1 05 48656c6c6f", OPEN);
        frame("reservedBit(2)", "a1 05 48656c6c6f", OPEN);
        frame("reservedBit(3)", "91 05 48656c6c6f", OPEN);
        for (String opcode : List.of("3", "4", "5", "6", "7", "11", "12", "13", "14", "15")) {
            frame(
                    "unknownOpcode(" + opcode + ")",
                    "8" + Integer.toHexString(Integer.parseInt(opcode)) + " 05 48656c6c6f",
                    OPEN);
        }
        frame("lengthTooShort()", "81 05 48656c6c6f 576f726c64", CLOSING);
        frame("lengthTooLong()", "81 0a 48656c6c6f", CLOSING);
        frame("nonMinimalLength()", "81 7e 0005 48656c6c6f", OPEN);
        frame("nonMinimalLongLength()", "81 7f 0000000000000005 48656c6c6f", OPEN);
        frame("negativeLength()", "81 7f 8000000000000005 48656c6c6f", CLOSING);
        frame("orphanContinuation()", "80 05 48656c6c6f", OPEN);
        frame("interruptedMessage()", "01 03 48656c 81 05 48656c6c6f", OPEN);
        frame("invalidUtf8()", "81 02 c328", OPEN);
        frame("invalidUtf8AcrossFrames()", "01 01 c3 80 01 28", OPEN);
        frame("truncatedUtf8()", "81 02 61c3", OPEN);
        frame("invalidDeflate()", "c1 05 ffffffffff", OPEN);
        frame("longPing()", "89 7e 007e " + "78".repeat(126), OPEN);
        frame("fragmentedPing()", "09 01 61 80 01 62", OPEN);
        frame("pingFlood()", "8900".repeat(1000), OPEN);
        frame("illegalCloseCode(0)", "88 02 0000", CLOSING);
        frame("illegalCloseCode(999)", "88 02 03e7", CLOSING);
        frame("illegalCloseCode(1004)", "88 02 03ec", CLOSING);
        frame("illegalCloseCode(1005)", "88 02 03ed", CLOSING);
        frame("illegalCloseCode(1006)", "88 02 03ee", CLOSING);
        frame("illegalCloseCode(1015)", "88 02 03f7", CLOSING);
        frame("illegalCloseCode(1016)", "88 02 03f8", CLOSING);
        frame("illegalCloseCode(2999)", "88 02 0bb7", CLOSING);
        frame("illegalCloseCode(5000)", "88 02 1388", CLOSING);
        frame("illegalCloseCode(65535)", "88 02 ffff", CLOSING);
        frame("oneByteClose()", "88 01 03", CLOSING);
        frame("invalidUtf8InReason()", "88 04 03e8 c328", CLOSING);
        frame("longClose()", "88 7e 007e 03e8 " + "78".repeat(124), CLOSING);
        frame("fragmentedClose()", "08 02 03e8 80 01 62", CLOSING);
        frame("dataAfterClose()", "88 02 03e8 81 05 48656c6c6f", CLOSING);
        frame("closeTwice()", "88 02 03e8 88 02 03e9", CLOSING);

        String accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
        HEADS.put("wrongAccept()", moved(accept, "Sec-WebSocket-Accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk=\r\n"));
        HEADS.put("missingAccept()", moved(accept, ""));
        HEADS.put("repeatedAccept()", moved(accept, accept.repeat(2)));
        HEADS.put("wrongUpgrade()", moved("Upgrade: websocket\r\n", "Upgrade: h2c\r\n"));
        HEADS.put("missingUpgrade()", moved("Upgrade: websocket\r\n", ""));
        HEADS.put("repeatedUpgrade()", moved("Upgrade: websocket\r\n", "Upgrade: websocket\r\n".repeat(2)));
        HEADS.put("wrongConnection()", moved("Connection: Upgrade\r\n", "Connection: keep-alive\r\n"));
        HEADS.put("missingConnection()", moved("Connection: Upgrade\r\n", ""));
        HEADS.put("repeatedConnection()", moved("Connection: Upgrade\r\n", "Connection: Upgrade\r\n".repeat(2)));
        HEADS.put("unofferedSubprotocol()", moved("", "Sec-WebSocket-Protocol: never-offered\r\n"));
        HEADS.put("twoSubprotocols()", moved("", "Sec-WebSocket-Protocol: one\r\nSec-WebSocket-Protocol: two\r\n"));
        HEADS.put("unofferedExtension()", moved("", "Sec-WebSocket-Extensions: never-offered\r\n"));
        HEADS.put(
                "invalidDeflateParameters()",
                moved("", "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7\r\n"));
        HEADS.put("http10()", RIGHT.replace("HTTP/1.1", "HTTP/1.0"));
        HEADS.put("hugeHeaders()", moved("", ("X-Padding: " + "x".repeat(8192) + "\r\n").repeat(64)));
    }

    /** Returns the right head, with other lines at its end instead of one. */
    private static String moved(String line, String others) {
        String without = RIGHT.replace(line, "");
        return without.substring(0, without.length() - 2) + others + "\r\n";
    }

    /** What comes on a connection that is never opened, and whether FIN, RST or nothing follows. */
    private record Part(String text, String after) {}

    private static final Map<String, Part> PARTS = Map.of(
            "okInsteadOf101()",
            new Part("""
                    HTTP/1.1 200 OK\r
                    Content-Type: text/plain; charset=utf-8\r
                    Connection: close\r
                    Content-Length: 22\r
                    \r
                    This is no WebSocket.
                    """, "FIN"),
            "redirectLoop()",
            new Part("""
                    HTTP/1.1 302 Found\r
                    Location: /\r
                    Connection: close\r
                    Content-Length: 0\r
                    \r
                    """, "FIN"),
            "halfAnswer()",
            new Part(RIGHT.substring(0, RIGHT.length() / 2), "nothing"),
            "dropWithinAnswer()",
            new Part(RIGHT.substring(0, RIGHT.length() / 2), "FIN"),
            "resetWithinAnswer()",
            new Part(RIGHT.substring(0, RIGHT.length() / 2), "RST"),
            "garbageAnswer()",
            new Part("\u0016\u0003\u0001 This is no HTTP.\u0000\u00ff\r\n\r\n", "nothing"),
            "neverOpen()",
            new Part("", "nothing"),
            "dropOnAccept()",
            new Part("", "FIN"),
            "resetOnAccept()",
            new Part("", "RST"));

    /** Returns whether no connection is opened by a fault. */
    static boolean isNeverOpened(String fault) {
        return PARTS.containsKey(fault);
    }

    /** Returns what is sent on an open connection, nothing for a fault of the answer; null for one of TCP. */
    static @Nullable String hexOf(String fault) {
        return HEADS.containsKey(fault)
                ? ""
                : FRAMES.containsKey(fault) ? FRAMES.get(fault).hex() : null;
    }

    private static Stream<Fault> faults() {
        Set<Fault> all = new LinkedHashSet<>(Fault.all(HandshakeFault.class));
        all.addAll(Fault.all(FrameFault.class));
        for (int opcode : new int[] {4, 5, 6, 12, 13, 14}) {
            all.add(Faults.unknownOpcode(opcode));
        }
        return all.stream();
    }

    @Test
    void are_known_of_each_fault() {
        Set<String> known = new TreeSet<>(FRAMES.keySet());
        known.addAll(HEADS.keySet());
        known.addAll(PARTS.keySet());

        assertEquals(known, faults().map(Fault::toString).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Those of frames are played in Chromium too, by the scenarios of the client, whose rows have their bytes. */
    @Test
    void are_the_ones_that_are_compared_with_chromium() throws IOException {
        String scenarios =
                Files.readString(Path.of("../client/src/test/resources/io/github/windsock/client/scenarios.txt"));
        Map<String, String> compared = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^= the fault (.+)\nserver open.* \\| (hex|pings) (\\w+) \\|")
                .matcher(scenarios);
        while (row.find()) {
            String fault = row.group(1).endsWith(")") ? row.group(1) : row.group(1) + "()";
            boolean isHex = row.group(2).equals("hex");
            compared.put(fault, isHex ? row.group(3) : "8900".repeat(Integer.parseInt(row.group(3))));
        }
        Map<String, String> played = new TreeMap<>();
        Fault.all(FrameFault.class).forEach(fault -> played.put(fault.toString(), hexOf(fault.toString())));
        assertEquals(played, compared);
    }

    @TestFactory
    Stream<DynamicTest> over_tcp() {
        return faults().map(fault -> test(fault, false));
    }

    @TestFactory
    Stream<DynamicTest> over_tls() {
        Set<String> sample = Set.of(
                "wrongAccept()",
                "garbageAnswer()",
                "dropWithinAnswer()",
                "invalidUtf8()",
                "pingFlood()",
                "lengthTooLong()",
                "illegalCloseCode(1005)",
                "closeTwice()");
        return faults().filter(fault -> sample.contains(fault.toString())).map(fault -> test(fault, true));
    }

    @SuppressWarnings("try") // what the server's end brings is a part of what is looked at
    private static DynamicTest test(Fault fault, boolean tls) {
        return DynamicTest.dynamicTest(fault.toString(), () -> {
            EchoServer.Builder builder = EchoServer.builder().behavior(fault);
            try (EchoServer server = (tls ? builder.tls() : builder).start();
                    RawPeer client = connect(server, tls)) {
                Executable end = play(fault.toString(), client);
                assertEquals(List.of("✕ fault  " + fault + "  " + fault.rule()), awaitFaults(server));
                server.close();
                end.execute();
            }
        });
    }

    /** Returns the faults of the journal when there is one: nothing that is sent tells of a server that says nothing. */
    private static List<String> awaitFaults(EchoServer server) {
        Outcome<List<String>> outcome = Recorder.of(server).await(null, () -> {
            List<String> faults = server.journal().entries().stream()
                    .map(Entry::event)
                    .filter(event -> event.kind() == Event.Kind.FAULT)
                    .map(event -> event.kind().arrow() + " " + event.summary() + "  " + event.detail())
                    .toList();
            return faults.isEmpty() ? Answer.pending() : Answer.found(faults);
        });
        return outcome instanceof Outcome.Met<List<String>> met ? met.value() : List.of();
    }

    private static RawPeer connect(EchoServer server, boolean tls) throws IOException {
        return tls
                ? RawPeer.handshake(server.sslContext()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.port()))
                : RawPeer.connect(server.port());
    }

    /** Returns what holds once the server is closed. */
    private static Executable play(String fault, RawPeer client) throws IOException {
        if (PARTS.containsKey(fault)) {
            return playPart(PARTS.get(fault), client);
        }
        if (HEADS.containsKey(fault)) {
            assertEquals(HEADS.get(fault), client.readHead());
            client.send(0x81, "taken");
            assertEquals("81 taken", client.read().toString());
            client.sendClose(1000, "");
            assertEquals("88 1000 ", client.read().toString());
            return () -> {};
        }
        Sent sent = FRAMES.get(fault);
        assertEquals(RIGHT, client.readHead());
        assertEquals(sent.hex(), hex(client, sent.hex().length() / 2));
        if (sent.after().equals(OPEN)) {
            client.send(0x89, "p");
            assertEquals("8a0170", hex(client, 3));
            client.sendClose(1002, "");
            assertEquals("880203ea", hex(client, 4));
        } else {
            client.sendClose(1002, "");
        }
        assertTrue(client.isAtEnd());
        return () -> {};
    }

    private static Executable playPart(Part part, RawPeer client) throws IOException {
        int length = part.text().length();
        assertEquals(part.text(), new String(client.readBytes(length), StandardCharsets.ISO_8859_1));
        switch (part.after()) {
            case "FIN" -> assertTrue(client.isAtEnd());
            case "RST" -> assertThrows(SocketException.class, client::isAtEnd);
            default -> {
                return () -> assertTrue(client.isAtEnd());
            }
        }
        return () -> {};
    }

    private static String hex(RawPeer client, int count) throws IOException {
        return HexFormat.of().formatHex(client.readBytes(count));
    }

    @Test
    void of_a_reserved_bit_are_a_ping_where_the_first_means_compression() throws IOException {
        try (EchoServer server =
                        EchoServer.builder().behavior(Faults.reservedBit(1)).start();
                RawPeer client = RawPeer.open(server.port(), "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertEquals("c900", hex(client, 2));
        }
    }

    /** With TLS a client sees each write, since each is a record of its own. */
    @Test
    void of_an_answer_byte_by_byte_are_written_one_at_a_time() throws IOException {
        try (EchoServer server = EchoServer.builder()
                        .tls()
                        .behavior(echo().with(answerByteByByte()))
                        .start();
                RawPeer client = connect(server, true)) {
            StringBuilder head = new StringBuilder();
            byte[] record = new byte[RIGHT.length()];
            while (head.length() < RIGHT.length()) {
                assertEquals(1, client.socket().getInputStream().read(record));
                head.append((char) record[0]);
            }
            assertEquals(RIGHT, head.toString());
        }
    }

    @Test
    void of_two_subprotocols_are_those_that_are_offered() throws IOException {
        try (EchoServer server =
                        EchoServer.builder().behavior(Faults.twoSubprotocols()).start();
                RawPeer client = RawPeer.connect(server.port(), "Sec-WebSocket-Protocol: c, d, e")) {
            List<String> lines = new ArrayList<>(client.readHead().lines().toList());
            lines.removeIf(line -> !line.startsWith("Sec-WebSocket-Protocol"));
            assertEquals(List.of("Sec-WebSocket-Protocol: c", "Sec-WebSocket-Protocol: d"), lines);
        }
    }
}
