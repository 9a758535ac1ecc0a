package io.github.windsock.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cases for headers, control frames, reserved bits and opcodes, and fragments (RFC 6455, sections 5.1 to 5.6). */
final class ConformanceFrames {
    private static final int WHOLE = Integer.MAX_VALUE;

    private ConformanceFrames() {}

    private static byte[] letters(int count) {
        byte[] letters = new byte[count];
        Arrays.fill(letters, (byte) '*');
        return letters;
    }

    private static String how(int chop) {
        return chop == WHOLE ? "" : ", " + chop + " bytes at a time";
    }

    static List<ConformanceCase> framing() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int start : new int[] {0x81, 0x82}) {
            String type = start == 0x81 ? "text" : "binary";
            for (int size :
                    new int[] {0, 1, 2, 7, 124, 125, 126, 127, 128, 255, 256, 65534, 65535, 65536, 65537, 70000}) {
                for (int chop : size > 1000 ? new int[] {WHOLE, 997} : new int[] {WHOLE, 1, 3}) {
                    cases.add(ConformanceCase.of(type + " of " + size + " bytes" + how(chop))
                            .echo(start, letters(size))
                            .chopped(chop));
                }
            }
        }
        for (int start : new int[] {0x81, 0x82}) {
            for (int size : new int[] {0, 1, 124, 125}) {
                cases.add(padded(start, size, 126));
                cases.add(padded(start, size, 127));
            }
            cases.add(padded(start, 126, 127));
            cases.add(padded(start, 65535, 127));
            cases.add(ConformanceCase.of("a length of 2^63, opcode %02x".formatted(start))
                    .header(start, 127, Long.MIN_VALUE)
                    .failing(1002, "frame declares a length of more than 63 bits"));
            cases.add(ConformanceCase.of("a length of 2^64 - 1, opcode %02x".formatted(start))
                    .header(start, 127, -1)
                    .failing(1002, "frame declares a length of more than 63 bits"));
        }
        for (int start : new int[] {0x81, 0x82, 0x88, 0x89, 0x8A, 0x01}) {
            for (int chop : new int[] {WHOLE, 1}) {
                cases.add(ConformanceCase.of(
                                "opcode %02x, masked by a server and not by a client".formatted(start) + how(chop))
                        .echo(0x81, "before")
                        .wrongMask(start, (byte) 3, (byte) 0xE8)
                        .chopped(chop));
            }
        }
        for (int mask : new int[] {0, -1, 1, 0x80000000, 0x01020304}) {
            byte[] payload = "the mask is %08x".formatted(mask).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            cases.add(ConformanceCase.of("mask %08x".formatted(mask)).mask(mask, payload));
        }
        return cases;
    }

    private static ConformanceCase padded(int start, int size, int form) {
        return ConformanceCase.of("opcode %02x, length %d written as %d".formatted(start, size, form))
                .header(start, form, size)
                .failing(1002, "length " + size + " is written in more bytes than it needs");
    }

    static List<ConformanceCase> pings() {
        List<ConformanceCase> cases = new ArrayList<>();
        byte[] binary = {0, (byte) 0xFF, (byte) 0xFE, (byte) 0xFD, (byte) 0xFC, (byte) 0xFB, 0, (byte) 0xFF};
        for (int chop : new int[] {WHOLE, 1}) {
            for (int size : new int[] {0, 1, 2, 8, 124, 125}) {
                cases.add(ConformanceCase.of("ping of " + size + " bytes" + how(chop))
                        .send(0x89, letters(size))
                        .expect(0x8A, letters(size))
                        .chopped(chop));
            }
            cases.add(ConformanceCase.of("ping with bytes that are not text" + how(chop))
                    .send(0x89, binary)
                    .expect(0x8A, binary)
                    .chopped(chop));
            for (int size : new int[] {126, 127, 65536}) {
                for (int start : new int[] {0x88, 0x89, 0x8A}) {
                    cases.add(ConformanceCase.of("%02x of %d bytes".formatted(start, size) + how(chop))
                            .part(start, letters(size), 0)
                            .chopped(chop)
                            .failing(1002, "control frame is longer than 125 bytes"));
                }
            }
            cases.add(ConformanceCase.of("pong that nobody asked for" + how(chop))
                    .send(0x8A)
                    .chopped(chop));
            cases.add(ConformanceCase.of("pong with a payload, then a ping" + how(chop))
                    .send(0x8A, "unsolicited")
                    .send(0x89, "ping")
                    .expect(0x8A, "ping")
                    .chopped(chop));
            ConformanceCase ten = ConformanceCase.of("10 pings" + how(chop)).chopped(chop);
            ConformanceCase mixed = ConformanceCase.of("10 pings and messages in turn" + how(chop))
                    .chopped(chop);
            for (int i = 0; i < 10; i++) {
                ten.send(0x89, "ping " + i).expect(0x8A, "ping " + i);
                mixed.send(0x89, "ping " + i).expect(0x8A, "ping " + i).echo(0x81, "text " + i);
            }
            cases.add(ten);
            cases.add(mixed);
        }
        return cases;
    }

    static List<ConformanceCase> reservedBits() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int bits = 1; bits <= 7; bits++) {
            for (int opcode : new int[] {0, 1, 2, 8, 9, 10}) {
                for (int chop : new int[] {WHOLE, 1}) {
                    ConformanceCase one =
                            ConformanceCase.of("reserved bits " + bits + ", opcode " + opcode + how(chop));
                    cases.add((opcode == 0
                                    ? one.echo(0x01, "first")
                                    : one.echo(0x81, "first").send(0x89, "p").expect(0x8A, "p"))
                            .send(0x80 | bits << 4 | opcode, "xy")
                            .chopped(chop)
                            .failing(1002, "reserved bits are set and no extension defines them"));
                }
            }
        }
        return cases;
    }

    static List<ConformanceCase> opcodes() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            String reason = "opcode 0x%X is reserved".formatted(opcode);
            for (int chop : new int[] {WHOLE, 1}) {
                cases.add(ConformanceCase.of("opcode " + opcode + ", empty" + how(chop))
                        .send(0x80 | opcode)
                        .chopped(chop)
                        .failing(1002, reason));
                cases.add(ConformanceCase.of("opcode " + opcode + " after messages" + how(chop))
                        .echo(0x81, "before")
                        .echo(0x82, "before")
                        .send(0x80 | opcode, "payload")
                        .send(0x89)
                        .chopped(chop)
                        .failing(1002, reason));
                cases.add(ConformanceCase.of("opcode " + opcode + " between fragments" + how(chop))
                        .echo(0x01, "first")
                        .send(0x80 | opcode, "payload")
                        .chopped(chop)
                        .failing(1002, reason));
                cases.add(ConformanceCase.of("opcode " + opcode + " without FIN" + how(chop))
                        .send(opcode, "payload")
                        .chopped(chop)
                        .failing(1002, reason));
            }
        }
        return cases;
    }

    static List<ConformanceCase> fragments() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int chop : new int[] {WHOLE, 1, 4}) {
            for (int opcode : new int[] {1, 2}) {
                String type = (opcode == 1 ? "text" : "binary") + how(chop);
                cases.add(ConformanceCase.of("2 fragments, " + type)
                        .echo(opcode, "first")
                        .echo(0x80, "last")
                        .chopped(chop));
                cases.add(ConformanceCase.of("2 empty fragments, " + type)
                        .echo(opcode)
                        .echo(0x80)
                        .chopped(chop));
                cases.add(ConformanceCase.of("empty, full, empty, " + type)
                        .echo(opcode)
                        .echo(0x00, "middle")
                        .echo(0x80)
                        .chopped(chop));
                cases.add(ConformanceCase.of("a ping between fragments, " + type)
                        .echo(opcode, "first")
                        .send(0x89, "ping")
                        .expect(0x8A, "ping")
                        .echo(0x80, "last")
                        .chopped(chop));
                cases.add(ConformanceCase.of("pings and pongs between 5 fragments, " + type)
                        .echo(opcode, "1")
                        .send(0x89, "a")
                        .expect(0x8A, "a")
                        .echo(0x00, "2")
                        .send(0x8A, "b")
                        .echo(0x00, "3")
                        .send(0x89)
                        .expect(0x8A)
                        .echo(0x00, "4")
                        .echo(0x80, "5")
                        .chopped(chop));
                cases.add(ConformanceCase.of("another message after fragments, " + type)
                        .echo(opcode, "first")
                        .echo(0x80, "last")
                        .echo(0x80 | opcode, "whole")
                        .chopped(chop));
                for (int next : new int[] {0x01, 0x02, 0x81, 0x82}) {
                    cases.add(ConformanceCase.of("%02x within a message, ".formatted(next) + type)
                            .echo(opcode, "first")
                            .send(next, "another")
                            .chopped(chop)
                            .failing(1002, "new message begins before the last fragment of the one before"));
                }
                cases.add(ConformanceCase.of("Close within a message, " + type)
                        .echo(opcode, "first")
                        .closing(RawFrame.close(1000, "enough"))
                        .chopped(chop));
            }
            for (int start : new int[] {0x00, 0x80}) {
                String what = "%02x that continues nothing".formatted(start) + how(chop);
                cases.add(ConformanceCase.of(what + ", first of all")
                        .send(start, "rest")
                        .chopped(chop)
                        .failing(1002, "continuation frame continues no message"));
                cases.add(ConformanceCase.of(what + ", after a message")
                        .echo(0x81, "whole")
                        .send(start, "rest")
                        .chopped(chop)
                        .failing(1002, "continuation frame continues no message"));
                cases.add(ConformanceCase.of(what + ", after fragments")
                        .echo(0x01, "first")
                        .echo(0x80, "last")
                        .send(start, "rest")
                        .send(0x81, "never seen")
                        .chopped(chop)
                        .failing(1002, "continuation frame continues no message"));
            }
            for (int opcode : new int[] {8, 9, 10}) {
                cases.add(ConformanceCase.of("opcode " + opcode + " in fragments" + how(chop))
                        .send(opcode, "frag")
                        .send(0x80, "ment")
                        .chopped(chop)
                        .failing(1002, "control frame is fragmented"));
                cases.add(ConformanceCase.of("opcode " + opcode + " in fragments within a message" + how(chop))
                        .echo(0x01, "first")
                        .send(opcode, "frag")
                        .chopped(chop)
                        .failing(1002, "control frame is fragmented"));
            }
            ConformanceCase thousand =
                    ConformanceCase.of("1,000 fragments of 1 byte" + how(chop)).chopped(chop);
            thousand.echo(0x01, "a");
            for (int i = 0; i < 998; i++) {
                thousand.echo(0x00, "b");
            }
            cases.add(thousand.echo(0x80, "c"));
        }
        return cases;
    }
}
