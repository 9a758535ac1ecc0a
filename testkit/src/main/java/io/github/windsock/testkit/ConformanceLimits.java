package io.github.windsock.testkit;

import java.util.ArrayList;
import java.util.List;

/** Cases with large messages: whole, in frames, and in writes of many sizes. */
final class ConformanceLimits {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private ConformanceLimits() {}

    static List<ConformanceCase> quick() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int start : new int[] {0x81, 0x82}) {
            for (int size : new int[] {64 * KIB, 256 * KIB, MIB, 4 * MIB}) {
                cases.add(whole(start, size));
            }
            for (int frame : new int[] {64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB}) {
                cases.add(inFrames(start, MIB, frame));
            }
            for (int chop : new int[] {64, 128, 256, 512, KIB, 2 * KIB}) {
                cases.add(whole(start, 256 * KIB).chopped(chop));
            }
        }
        return cases;
    }

    static List<ConformanceCase> large() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int start : new int[] {0x81, 0x82}) {
            for (int size : new int[] {8 * MIB, 16 * MIB}) {
                cases.add(whole(start, size));
            }
            for (int frame : new int[] {64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB}) {
                cases.add(inFrames(start, 16 * MIB, frame));
            }
            for (int chop : new int[] {64, 128, 256, 512, KIB, 2 * KIB}) {
                cases.add(whole(start, 4 * MIB).chopped(chop));
            }
        }
        return cases;
    }

    /** Returns cases for an end with a limit for messages. */
    static List<ConformanceCase> atTheLimit(int limit) {
        String reason = "message is longer than the limit of " + limit + " bytes";
        List<ConformanceCase> cases = new ArrayList<>();
        for (int start : new int[] {0x81, 0x82}) {
            cases.add(whole(start, limit));
            cases.add(ConformanceCase.of("one byte more, opcode %02x".formatted(start))
                    .part(start, bytes(limit + 1, 0), 0)
                    .failing(1009, reason));
            cases.add(inFrames(start, limit, limit / 4));
            cases.add(ConformanceCase.of("one byte more in the last frame, opcode %02x".formatted(start))
                    .echo(start & 0x0F, bytes(limit, 0))
                    .send(0x80, "x")
                    .failing(1009, reason));
            cases.add(ConformanceCase.of("a length of 2^63 - 1, opcode %02x".formatted(start))
                    .header(start, 127, Long.MAX_VALUE)
                    .failing(1009, reason));
        }
        return cases;
    }

    private static byte[] bytes(int size, int salt) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + (i + salt) % 23);
        }
        return bytes;
    }

    private static ConformanceCase whole(int start, int size) {
        return ConformanceCase.large("%02x, %,d bytes".formatted(start, size), one -> one.echo(start, bytes(size, 0)));
    }

    private static ConformanceCase inFrames(int start, int size, int frame) {
        String title = "%02x, %,d bytes in frames of %,d".formatted(start, size, frame);
        int count = size / frame;
        return ConformanceCase.large(title, one -> {
            for (int i = 0; i < count; i++) {
                one.echo((i == 0 ? start & 0x0F : 0) | (i == count - 1 ? 0x80 : 0), bytes(frame, i));
            }
        });
    }
}
