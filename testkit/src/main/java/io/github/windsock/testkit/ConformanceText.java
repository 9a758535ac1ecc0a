package io.github.windsock.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cases for text: the connection must fail at the first byte that is not UTF-8 (RFC 6455, section 8.1, and RFC 3629).
 */
final class ConformanceText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ConformanceText() {}

    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        valid().forEach(text -> addValid(text, cases));
        invalid().forEach((bytes, bad) -> addInvalid(HEX.parseHex(bytes), bad, cases));
        return cases;
    }

    /**
     * Returns the limits of each length, the neighbors of the surrogates, noncharacters of every plane, and some common
     * texts.
     */
    private static List<String> valid() {
        List<String> texts =
                new ArrayList<>(List.of("", "hello", "κόσμε", "Hello-µ@ßöäüàá-UTF-8!!", "我就是要关闭它", "🎈💡"));
        int[] points = {
            0, 1, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD000, 0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0x10000,
            0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF
        };
        for (int point : points) {
            texts.add(Character.toString(point));
        }
        for (int plane = 0; plane <= 16; plane++) {
            texts.add(Character.toString(plane << 16 | 0xFFFE));
            texts.add(Character.toString(plane << 16 | 0xFFFF));
        }
        return texts;
    }

    /**
     * Returns invalid bytes in hexadecimal, with the index of the first wrong byte; the index is the length if the text
     * ends too early.
     */
    private static Map<String, Integer> invalid() {
        Map<String, Integer> bad = new LinkedHashMap<>();
        for (int octet = 0x80; octet <= 0xBF; octet++) {
            bad.put("%02X".formatted(octet), 0); // continues nothing
        }
        bad.put("8080BF80", 0);
        bad.put("61C3A980", 3);
        for (int octet : new int[] {0xC0, 0xC1, 0xF5, 0xF6, 0xF7, 0xF8, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF}) {
            bad.put("%02X".formatted(octet), 0); // begins nothing
            bad.put("61%02X80".formatted(octet), 1);
        }
        for (int octet = 0xC2; octet <= 0xF4; octet++) {
            bad.put("%02X20".formatted(octet), 1); // goes on with a space
            bad.put("%02X".formatted(octet), 1); // ends too early
        }
        bad.put("DFC0", 1);
        bad.put("E08020", 1);
        bad.put("E0A020", 2);
        bad.put("E0A0", 2);
        bad.put("EFBF", 2);
        bad.put("EFBFC0", 2);
        bad.put("F090", 2);
        bad.put("F09080", 3);
        bad.put("F0908020", 3);
        bad.put("F48FBF", 3);
        bad.put("F48FBFC0", 3);
        bad.put("E0A0F0908061", 2);
        bad.put("C0AF", 0); // overlong, of a slash
        bad.put("E080AF", 1);
        bad.put("F08080AF", 1);
        bad.put("F8808080AF", 0);
        bad.put("FC80808080AF", 0);
        bad.put("C1BF", 0); // overlong, the highest of each length
        bad.put("E09FBF", 1);
        bad.put("F08FBFBF", 1);
        bad.put("F887BFBFBF", 0);
        bad.put("FC83BFBFBFBF", 0);
        bad.put("C080", 0); // overlong, of NUL
        bad.put("E08080", 1);
        bad.put("F0808080", 1);
        for (String low : List.of("A080", "ADBF", "AE80", "AFBF", "B080", "BE80", "BFBF")) {
            bad.put("ED" + low, 1); // half of a surrogate pair
        }
        for (String high : List.of("A080", "ADBF", "AE80", "AFBF")) {
            bad.put("ED" + high + "EDB080", 1); // both halves
            bad.put("ED" + high + "EDBFBF", 1);
        }
        bad.put("F4908080", 1); // beyond U+10FFFF
        bad.put("F4BFBFBF", 1);
        bad.put("F7BFBFBF", 0);
        bad.put("CEBAE1BDB9CF83CEBCCEB5EDA080656469746564", 12);
        bad.put("CEBAE1BDB9CF83CEBCCEB5F4908080656469746564", 12);
        bad.put("48656C6C6F2DC2B540C39FC3B6C3A4C3BCC3A0C3A12D5554462D382121C3", 30);
        return bad;
    }

    private static String shown(byte[] bytes) {
        return bytes.length == 0 ? "nothing" : HEX.formatHex(bytes);
    }

    private static void addValid(String text, List<ConformanceCase> cases) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String what = "valid " + shown(bytes);
        cases.add(ConformanceCase.of(what).echo(0x81, bytes));
        cases.add(ConformanceCase.of(what + ", byte by byte").echo(0x81, bytes).chopped(1));
        ConformanceCase frames =
                ConformanceCase.of(what + ", a frame for each byte").echo(0x01);
        for (byte one : bytes) {
            frames.echo(0x00, one);
        }
        cases.add(frames.echo(0x80));
        ConformanceCase pings =
                ConformanceCase.of(what + ", a ping between bytes").echo(0x01);
        for (byte one : bytes) {
            pings.send(0x89, (byte) 0xC3).expect(0x8A, (byte) 0xC3).echo(0x00, one);
        }
        cases.add(pings.echo(0x80));
    }

    private static void addInvalid(byte[] bytes, int bad, List<ConformanceCase> cases) {
        boolean early = bad < bytes.length;
        String reason = early ? "text is not UTF-8 at byte " + bad : "text ends in the middle of a character";
        String what = "invalid " + shown(bytes);
        cases.add(ConformanceCase.of(what).echo(0x81, "ok").send(0x81, bytes).failing(1007, reason));
        cases.add(ConformanceCase.of(what + ", byte by byte")
                .send(0x81, bytes)
                .chopped(1)
                .failing(1007, reason));
        ConformanceCase frames =
                ConformanceCase.of(what + ", a frame for each byte").echo(0x01);
        for (byte one : Arrays.copyOf(bytes, bad)) {
            frames.echo(0x00, one);
        }
        cases.add((early ? frames.send(0x00, bytes[bad]) : frames.send(0x80)).failing(1007, reason));
        if (early) { // sends no byte of the frame after the wrong one; the connection must fail anyway
            cases.add(ConformanceCase.of(what + ", up to the bad byte")
                    .part(0x81, Arrays.copyOf(bytes, bytes.length + 50), bad + 1)
                    .failing(1007, reason));
        }
        cases.add(ConformanceCase.of(what + ", which is fine as binary").echo(0x82, bytes));
    }
}
