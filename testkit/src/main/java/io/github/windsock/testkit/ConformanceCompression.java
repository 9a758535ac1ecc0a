package io.github.windsock.testkit;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Cases for valid and invalid frames with permessage-deflate (RFC 7692, section 7.2). */
final class ConformanceCompression {

    private ConformanceCompression() {}

    /** Returns the examples of RFC 7692, section 7.2.3, and cases that must fail. */
    static List<ConformanceCase> frames() {
        List<ConformanceCase> cases = new ArrayList<>();
        byte[] hello = hex("f248cdc9c90700");
        cases.add(agreed("the example").send(0xC1, hello).expectInflated("Hello", 1, 1));
        cases.add(agreed("the example with the window of the one before")
                .send(0xC1, hello)
                .send(0xC1, hex("f200110000"))
                .expectInflated("Hello", 1, 1)
                .expectInflated("Hello", 1, 1));
        for (int chop : new int[] {Integer.MAX_VALUE, 1}) {
            for (int opcode : new int[] {1, 2}) {
                String what = ", opcode " + opcode + (chop == 1 ? ", byte by byte" : "");
                cases.add(echoed("two fragments" + what, opcode, chop, "Hello", "f248cd", "c9c90700"));
                cases.add(
                        echoed("stored, without compression" + what, opcode, chop, "Hello", "000500faff48656c6c6f00"));
                cases.add(echoed("a block marked as the last" + what, opcode, chop, "Hello", "f348cdc9c9070000"));
                cases.add(echoed(
                        "two blocks" + what, opcode, chop, "Hello", "f248050000 00ffffcac9c90700".replace(" ", "")));
                cases.add(echoed("an empty message" + what, opcode, chop, "", "00"));
                cases.add(echoed("an empty message, marked as the last" + what, opcode, chop, "", "030000"));
                cases.add(echoed("empty fragments around" + what, opcode, chop, "Hello", "", "f248cdc9c90700", ""));
            }
            cases.add(agreed("a reference beyond a block marked as the last" + (chop == 1 ? ", byte by byte" : ""))
                    .send(0xC1, hex("f348cdc9c9070000"))
                    .send(0xC1, hex("f200110000"))
                    .chopped(chop)
                    .expectInflated("Hello", 1, 1)
                    .expectInflated("Hello", 1, 1));
            addFailures(cases, chop);
        }
        return cases;
    }

    private static ConformanceCase agreed(String title) {
        return ConformanceCase.of(title).compressed();
    }

    /** Sends deflated frames, and expects the same message in the same number of frames. */
    private static ConformanceCase echoed(String title, int opcode, int chop, String text, String... frames) {
        ConformanceCase one = agreed(title).chopped(chop);
        for (int i = 0; i < frames.length; i++) {
            int start = (i == 0 ? 0x40 | opcode : 0) | (i == frames.length - 1 ? 0x80 : 0);
            one.send(start, hex(frames[i]));
        }
        return one.expectInflated(text, frames.length, opcode);
    }

    private static void addFailures(List<ConformanceCase> cases, int chop) {
        String how = chop == 1 ? ", byte by byte" : "";
        String reserved = "reserved bits are set and no extension defines them";
        for (int start : new int[] {0xC8, 0xC9, 0xCA, 0xE1, 0xD1, 0xB1, 0xF1, 0xE2, 0xA1, 0x91}) {
            cases.add(agreed("opcode %02x".formatted(start) + how)
                    .send(start, hex("f248cdc9c90700"))
                    .chopped(chop)
                    .failing(1002, reserved));
        }
        for (int start : new int[] {0x40, 0xC0}) {
            cases.add(agreed("the bit on a continuation, %02x".formatted(start) + how)
                    .echo(0x01, "first")
                    .send(start, hex("f248cdc9c90700"))
                    .chopped(chop)
                    .failing(1002, reserved));
        }
        String format = "message is not in the deflate format";
        for (String bad :
                List.of("ff", "ffffffff", "06", "0001000000ff", "000500fafe48656c6c6f00", "ed8081", "", "f248cdc9c9")) {
            cases.add(agreed("no deflate data: " + bad + how)
                    .send(0xC2, hex(bad))
                    .chopped(chop)
                    .failing(1007, format));
        }
        cases.add(agreed("a reference to before the first byte" + how)
                .send(0xC2, hex("02130000"))
                .chopped(chop)
                .failing(1007, format));
        for (String size : List.of("0300fcff", "0500faff", "0600f9ff", "0700f8ff")) {
            cases.add(agreed("a stored block that ends too early, of " + size + how)
                    .send(0xC2, hex("00" + size + "4865"))
                    .chopped(chop)
                    .failing(1007, format));
        }
        cases.add(agreed("text that inflates to what is not UTF-8" + how)
                .send(0xC1, hex("000300fcff61ff6200"))
                .chopped(chop)
                .failing(1007, "text is not UTF-8 at byte 1"));
        cases.add(agreed("text that inflates to half a character" + how)
                .send(0xC1, hex("000200fdff61c300"))
                .chopped(chop)
                .failing(1007, "text ends in the middle of a character"));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
