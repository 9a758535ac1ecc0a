package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.WireServer.Frame;
import io.github.windsock.client.WireServer.Peer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a server's bytes do to a page, played once in a single write and once byte by byte: the trace that a script sees,
 * and what the server gets back.
 */
class WireTests {
    private static final String FAILED = "3 error, 3 close 1006 \"\" wasClean=false";

    private static Stream<Arguments> scenarios() {
        String x = "810178"; // text "x"
        return Stream.of(
                // Legal oddities
                row("a text", x, "1 message x", null),
                row("an empty text", "8100", "1 message ", null),
                row("a fragmented text", "010161 000162 800163", "1 message abc", null),
                row("empty fragments", "0100 0000 8000", "1 message ", null),
                row("a character cut by fragments", "0101e2 000182 8001ac", "1 message €", null),
                row("a ping between fragments", "010161 8900 800162", "1 message ab", "pong"),
                row("a pong that nobody asked for", "8a0178" + x, "1 message x", null),
                row("U+FEFF and NUL stay", "8104efbbbf00", "1 message \uFEFF\0", null),
                // Closes
                row("close 1000", "8805 03e8 627965", "3 close 1000 \"bye\" wasClean=true", "1000 bye"),
                row("close empty", "8800", "3 close 1005 \"\" wasClean=true", "empty"),
                row("close without a reason", "8802 0bbd", "3 close 3005 \"\" wasClean=true", "3005 "),
                row("close 2999", "8802 0bb7", "3 close 2999 \"\" wasClean=true", "2999 "),
                row(
                        "a message before the close",
                        x + "8802 0fa0",
                        "1 message x, 3 close 4000 \"\" wasClean=true",
                        "4000 "),
                row("data after the close", "8802 0fa0" + x + "ffffff", "3 close 4000 \"\" wasClean=true", "4000 "),
                // Violations, each after a message that must come out
                row("masked", x + "8181 00000000 78", "1 message x, " + FAILED, "1002"),
                row("RSV1 without an extension", x + "c10178", "1 message x, " + FAILED, "1002"),
                row("RSV2", x + "a10178", "1 message x, " + FAILED, "1002"),
                row("RSV3", x + "910178", "1 message x, " + FAILED, "1002"),
                row("opcode 3", x + "8300", "1 message x, " + FAILED, "1002"),
                row("opcode 11", x + "8b00", "1 message x, " + FAILED, "1002"),
                row("a continuation of nothing", x + "800178", "1 message x, " + FAILED, "1002"),
                row("a message within fragments", x + "010161" + x, "1 message x, " + FAILED, "1002"),
                row("a ping in fragments", x + "0900", "1 message x, " + FAILED, "1002"),
                row("a ping of 126 bytes", x + "897e007e" + "00".repeat(126), "1 message x, " + FAILED, "1002"),
                row("a length of 125 in 16 bits", x + "827e007d" + "00".repeat(125), "1 message x, " + FAILED, "1002"),
                row("a length of 65535 in 64 bits", x + "827f000000000000ffff", "1 message x, " + FAILED, "1002"),
                row("a length with the highest bit", x + "827f8000000000000000", "1 message x, " + FAILED, "1002"),
                row("a length of 2 GiB", x + "827f0000000080000000", "1 message x, " + FAILED, "1009"),
                row("a length of 2 PiB", x + "827f0008000000000000", "1 message x, " + FAILED, "1009"),
                row("bad UTF-8 in an unfinished frame", x + "8105 ff", "1 message x, " + FAILED, "1007"),
                row("bad UTF-8 in a fragment", x + "0102 c080", "1 message x, " + FAILED, "1007"),
                row("a surrogate in UTF-8", x + "8103 eda080", "1 message x, " + FAILED, "1007"),
                row("a character that never ends", x + "8102 e282", "1 message x, " + FAILED, "1007"),
                row("a character above U+10FFFF", x + "8104 f4908080", "1 message x, " + FAILED, "1007"),
                row("a close of one byte", x + "880103", "1 message x, " + FAILED, "1002"),
                row("close 1005", x + "880203ed", "1 message x, " + FAILED, "1002"),
                row("close 1006", x + "880203ee", "1 message x, " + FAILED, "1002"),
                row("close 1015", x + "880203f7", "1 message x, " + FAILED, "1002"),
                row("a close with bad UTF-8", x + "880403e8c080", "1 message x, " + FAILED, "1007"));
    }

    private static Arguments row(String name, String hex, String trace, String answer) {
        return Arguments.of(name, hex, trace, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void in_one_write(String name, String hex, String trace, String answer) throws Exception {
        play(hex, trace, answer, Peer::raw);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void byte_by_byte(String name, String hex, String trace, String answer) throws Exception {
        play(hex, trace, answer, (peer, bytes) -> {
            for (byte b : bytes) {
                peer.raw(new byte[] {b});
            }
        });
    }

    private interface Writer {
        void write(Peer peer, byte[] bytes) throws Exception;
    }

    /** Scenarios that leave the connection open are ended by the server with 1000. */
    private static void play(String hex, String expected, String answer, Writer writer) throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.builder().compression(false).build()) {
            Trace trace = new Trace();
            page.open(server.url(), trace);
            try (Peer peer = server.accept()) {
                peer.readRequest();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.writeBytes(peer.answer101().getBytes(UTF_8));
                bytes.writeBytes(WireServer.bytes(hex));
                boolean staysOpen = !expected.contains("close");
                if (staysOpen) {
                    bytes.writeBytes(WireServer.encode(0x88, WireServer.closeBody(1000, "")));
                }
                try {
                    writer.write(peer, bytes.toByteArray());
                } catch (java.io.IOException e) {
                    // The client may end the connection at the first bad byte.
                }
                List<String> back = new ArrayList<>();
                Frame frame = peer.read();
                if (frame.opcode() == 10) {
                    back.add("pong");
                    frame = peer.read();
                }
                back.add(shown(frame));
                String end = staysOpen ? ", 3 close 1000 \"\" wasClean=true" : "";
                String sent = staysOpen ? (answer == null ? "" : answer + ", ") + "1000 " : answer;
                peer.fin();
                assertEquals("1 open, " + expected + end, String.join(", ", trace.whole()));
                assertEquals(sent, cut(String.join(", ", back), sent));
                peer.awaitEnd();
            }
        }
    }

    /** Of a failure's Close frame only the code counts. */
    private static String cut(String back, String expected) {
        return expected.matches("10[0-9]{2}") ? back.substring(0, 4) : back;
    }

    private static String shown(Frame frame) {
        if (frame.opcode() != 8) {
            return "opcode " + frame.opcode() + " " + frame.text();
        }
        return frame.payload().length == 0 ? "empty" : frame.code() + " " + frame.reason();
    }
}
