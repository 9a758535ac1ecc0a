package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.testkit.RawFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

    private static final String X = "810178"; // text "x"

    private static Stream<Arguments> scenarios() {
        return Stream.of(legal(), closes(), violations()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> legal() {
        String x = X;
        return Stream.of(
                row("a text", x, "1 message x", null),
                row("an empty text", "8100", "1 message ", null),
                row("a fragmented text", "010161 000162 800163", "1 message abc", null),
                row("empty fragments", "0100 0000 8000", "1 message ", null),
                row("a character cut by fragments", "0101e2 000182 8001ac", "1 message €", null),
                row("a ping between fragments", "010161 8900 800162", "1 message ab", "pong"),
                row("a pong that nobody asked for", "8a0178" + x, "1 message x", null),
                row("U+FEFF and NUL stay", "8104efbbbf00", "1 message \uFEFF\0", null),
                row("characters that are none", "8103efbfbf", "1 message \uFFFF", null),
                row("the last character", "8104f48fbfbf", "1 message \uDBFF\uDFFF", null),
                row("an empty binary message", "8200" + x, "1 message binary, 1 message x", null),
                row("a binary message in fragments", "020101 000102 800103", "1 message binary 01 02 03", null),
                row("bytes that are no UTF-8 in a binary message", "8202c080", "1 message binary c0 80", null),
                row("only the last fragment has bytes", "0100 0000 800161", "1 message a", null),
                row("only the first fragment has bytes", "010161 0000 8000", "1 message a", null),
                row("a ping before all", "890170" + x, "1 message x", "pong p"),
                row(
                        "pings and pongs between fragments",
                        "010161 890170 8a0171 890172 800162",
                        "1 message ab",
                        "pong p, pong r"),
                row("a ping of 125 bytes", "897d" + "70".repeat(125), "", "pong " + "p".repeat(125)),
                row("a ping of bytes that are no UTF-8", "8901ff" + x, "1 message x", "pong \uFFFD"),
                row("125 bytes", "817d" + "61".repeat(125), "1 message " + "a".repeat(125), null),
                row("126 bytes", "817e007e" + "61".repeat(126), "1 message " + "a".repeat(126), null),
                row("65535 bytes", "817effff" + "61".repeat(65_535), "1 message " + "a".repeat(65_535), null),
                row(
                        "65536 bytes",
                        "817f0000000000010000" + "61".repeat(65_536),
                        "1 message " + "a".repeat(65_536),
                        null),
                row("two messages", x + "810179", "1 message x, 1 message y", null));
    }

    /** Every code that may be on the wire is shown as it is; what section 7.4 has nothing to say of, too. */
    private static Stream<Arguments> closes() {
        String x = X;
        Stream<Arguments> codes = IntStream.of(
                        0, 1, 999, 1000, 1001, 1002, 1003, 1004, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1016,
                        1999, 2000, 2999, 3000, 3999, 4000, 4999, 5000, 65_535)
                .mapToObj(code -> row(
                        "close " + code,
                        x + "8802" + String.format("%04x", code),
                        "1 message x, 3 close " + code + " \"\" wasClean=true",
                        code + " "));
        Stream<Arguments> others = Stream.of(
                row(
                        "a close of 125 bytes",
                        "887d 0fa0" + "61".repeat(123),
                        "3 close 4000 \"" + "a".repeat(123) + "\" wasClean=true",
                        "4000 " + "a".repeat(123)),
                row("a close between fragments", "010161 8802 0fa0", "3 close 4000 \"\" wasClean=true", "4000 "),
                row(
                        "a continuation after the close",
                        "010161 8802 0fa0 800162",
                        "3 close 4000 \"\" wasClean=true",
                        "4000 "),
                row(
                        "a reason in Unicode",
                        "8809 0fa0 e68891 f09f9982",
                        "3 close 4000 \"我🙂\" wasClean=true",
                        "4000 我🙂"),
                row("close 1000 and a reason", "8805 03e8 627965", "3 close 1000 \"bye\" wasClean=true", "1000 bye"),
                row("close empty", "8800", "3 close 1005 \"\" wasClean=true", "empty"),
                row("close without a reason", "8802 0bbd", "3 close 3005 \"\" wasClean=true", "3005 "),
                row(
                        "a message before the close",
                        x + "8802 0fa0",
                        "1 message x, 3 close 4000 \"\" wasClean=true",
                        "4000 "),
                row("data after the close", "8802 0fa0" + x + "ffffff", "3 close 4000 \"\" wasClean=true", "4000 "));
        return Stream.concat(codes, others);
    }

    /** Each after a message that must come out. */
    private static Stream<Arguments> violations() {
        String x = X;
        Stream<Arguments> opcodes = IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                .mapToObj(opcode -> violation("opcode " + opcode, "8" + Integer.toHexString(opcode) + "00", 1002));
        Stream<Arguments> more = Stream.of(
                violation("all reserved bits", "f10178", 1002),
                violation("RSV1 on a ping", "c900", 1002),
                violation("RSV2 on a close", "a800", 1002),
                violation("RSV3 on a continuation", "010161 900162", 1002),
                violation("a reserved opcode within fragments", "010161 8300", 1002),
                violation("a reserved opcode in fragments", "0300", 1002),
                violation("an empty masked frame", "8180 00000000", 1002),
                violation("a masked ping", "8980 00000000", 1002),
                violation("a masked close", "8882 00000000 03e8", 1002),
                violation("a masked fragment", "0181 00000000 61", 1002),
                row("a continuation after the last", "010161 800162 800163", "1 message ab, " + FAILED, "1002"),
                violation("an empty continuation of nothing", "8000", 1002),
                violation("an unfinished continuation of nothing", "0000", 1002),
                row(
                        "a continuation of a whole message",
                        X + X + "000161",
                        "1 message x, 1 message x, " + FAILED,
                        "1002"),
                violation("a binary message within fragments", "010161 820162", 1002),
                violation("a new fragment within fragments", "010161 010162", 1002),
                violation("a pong in fragments", "0a00", 1002),
                violation("a close in fragments", "0800", 1002),
                violation("a ping of 127", "897f000000000000007e", 1002),
                violation("a pong of 126 bytes", "8a7e007e", 1002),
                violation("a close of 126 bytes", "887e007e 03e8", 1002),
                violation("a ping of 5 bytes in 16 bits", "897e0005 6162636465", 1002),
                violation("a length of 0 in 16 bits", "827e0000", 1002),
                violation("a length of 0 in 64 bits", "827f0000000000000000", 1002),
                violation("a length of 126 in 64 bits", "827f000000000000007e", 1002),
                violation("the largest length there is", "827f7fffffffffffffff", 1009),
                violation("all bits of a length", "827fffffffffffffffff", 1002),
                violation("a fragment of 2 GiB", "010161 007f0000000080000000", 1009),
                violation("a bare continuation byte", "810180", 1007),
                violation("a slash in two bytes", "8102 c0af", 1007),
                violation("a slash in three bytes", "8103 e080af", 1007),
                violation("a slash in four bytes", "8104 f08080af", 1007),
                violation("a character of five bytes", "8105 f888808080", 1007),
                violation("a character of six bytes", "8106 fc8480808080", 1007),
                violation("the byte FE", "8101fe", 1007),
                violation("a low surrogate in UTF-8", "8103 edb080", 1007),
                violation("a second byte that is none", "8102 c328", 1007),
                violation("a third byte that is none", "8103 e28228", 1007),
                violation("a character cut by the end of the last fragment", "0101e2 800182", 1007),
                violation("bad UTF-8 begun in another fragment", "0101e2 8001 28", 1007),
                violation("a reason cut in a character", "8804 03e8 e282", 1007),
                violation("a surrogate in a reason", "8805 03e8 eda080", 1007));
        Stream<Arguments> first = Stream.of(
                row("masked", x + "8181 00000000 78", "1 message x, " + FAILED, "1002"),
                row("RSV1 without an extension", x + "c10178", "1 message x, " + FAILED, "1002"),
                row("RSV2", x + "a10178", "1 message x, " + FAILED, "1002"),
                row("RSV3", x + "910178", "1 message x, " + FAILED, "1002"),
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
        return Stream.of(opcodes, more, first).flatMap(rows -> rows);
    }

    private static Arguments violation(String name, String hex, int code) {
        return row(name, X + hex, "1 message x, " + FAILED, String.valueOf(code));
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
                RawFrame frame = peer.read();
                while (frame.opcode() == 10) {
                    back.add(("pong " + frame.text()).strip());
                    frame = peer.read();
                }
                back.add(shown(frame));
                String end = staysOpen ? ", 3 close 1000 \"\" wasClean=true" : "";
                String sent = staysOpen ? (answer == null ? "" : answer + ", ") + "1000 " : answer;
                peer.fin();
                String events = expected.isEmpty() ? "" : ", " + expected;
                assertEquals("1 open" + events + end, String.join(", ", trace.whole()));
                assertEquals(sent, cut(String.join(", ", back), sent));
                peer.awaitEnd();
            }
        }
    }

    /** Of a failure's Close frame only the code counts. */
    private static String cut(String back, String expected) {
        return expected.matches("10[0-9]{2}") ? back.substring(0, 4) : back;
    }

    private static String shown(RawFrame frame) {
        if (frame.opcode() != 8) {
            return "opcode " + frame.opcode() + " " + frame.text();
        }
        return frame.payload().length == 0 ? "empty" : frame.code() + " " + frame.reason();
    }
}
