package io.github.windsock.testkit;

import java.util.ArrayList;
import java.util.List;

/** Cases for Close frames and their payload (RFC 6455, sections 5.5.1, 7.1 and 7.4). */
final class ConformanceCloses {
    private static final int[] VALID = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3001, 3005, 3500, 3998, 3999,
        4000, 4001, 4500, 4998, 4999
    };
    private static final int[] INVALID = {
        0, 1, 2, 255, 256, 500, 998, 999, 1004, 1005, 1006, 1015, 1016, 1017, 1100, 1500, 1999, 2000, 2001, 2500, 2998,
        2999, 5000, 5001, 9999, 10000, 32767, 32768, 65534, 65535
    };

    private ConformanceCloses() {}

    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int chop : new int[] {Integer.MAX_VALUE, 1}) {
            String how = chop == 1 ? ", byte by byte" : "";
            cases.add(ConformanceCase.of("empty Close" + how).closing().chopped(chop));
            for (int code : VALID) {
                for (String reason : List.of("", "a", "我就是要关闭它", "*".repeat(123))) {
                    cases.add(
                            ConformanceCase.of("Close " + code + ", reason of " + reason.length() + " characters" + how)
                                    .echo(0x81, "hello")
                                    .closing(RawFrame.close(code, reason))
                                    .chopped(chop));
                }
            }
            for (int code : INVALID) {
                for (String reason : List.of("", "reason")) {
                    cases.add(ConformanceCase.of("Close " + code + " \"" + reason + "\"" + how)
                            .echo(0x81, "hello")
                            .undefinedClose(code, reason)
                            .chopped(chop));
                }
            }
            for (int octet : new int[] {0, 3, 0xFF}) {
                cases.add(ConformanceCase.of("Close with a payload of 1 byte, " + octet + how)
                        .send(0x88, (byte) octet)
                        .chopped(chop)
                        .failing(1002, "Close frame has a payload of 1 byte"));
            }
            for (String bad :
                    List.of("\u00C3", "a\u00FF", "\u00ED\u00A0\u0080", "\u00F4\u0090\u0080\u0080", "\u00C0\u00AF")) {
                byte[] reason = bad.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                byte[] payload = new byte[2 + reason.length];
                payload[0] = 3;
                payload[1] = (byte) 0xE8;
                System.arraycopy(reason, 0, payload, 2, reason.length);
                cases.add(ConformanceCase.of(
                                "Close with a reason that is not UTF-8, of " + reason.length + " bytes" + how)
                        .send(0x88, payload)
                        .chopped(chop)
                        .failing(1007, "Close frame has a reason that is not UTF-8"));
            }
            addBrokenRules(cases, how, chop);
        }
        addWhatFollows(cases);
        return cases;
    }

    /**
     * Adds cases with data after a Close frame, which must be ignored (section 1.4). Both are one write, since the
     * server may close TCP after the Close frame.
     */
    private static void addWhatFollows(List<ConformanceCase> cases) {
        byte[] status = RawFrame.close(1000, "");
        cases.add(ConformanceCase.of("two Close frames").closing(status).send(0x88, status));
        cases.add(ConformanceCase.of("a ping after Close").closing(status).send(0x89, "late"));
        cases.add(ConformanceCase.of("a text after Close").closing(status).send(0x81, "late"));
        cases.add(ConformanceCase.of("garbage after Close").closing(status).raw((byte) 0xFF, (byte) 0xFF, (byte) 0xFF));
        cases.add(ConformanceCase.of("bad text after Close").closing(status).send(0x81, (byte) 0xFF));
        cases.add(ConformanceCase.of("the rest of a message after Close")
                .echo(0x01, "first")
                .closing(status)
                .send(0x80, "last"));
        cases.add(ConformanceCase.of("256 KiB, then Close")
                .echo(0x82, new byte[256 * 1024])
                .closing(status));
    }

    private static void addBrokenRules(List<ConformanceCase> cases, String how, int chop) {
        byte[] status = RawFrame.close(1000, "");
        cases.add(ConformanceCase.of("a broken rule, and 40 KiB after it" + how)
                .send(0x83)
                .raw(new byte[40 * 1024])
                .chopped(chop == 1 ? 1000 : chop)
                .failing(1002));
        cases.add(ConformanceCase.of("a broken rule, and Close after it" + how)
                .send(0x83)
                .send(0x88, status)
                .chopped(chop)
                .failing(1002));
    }
}
