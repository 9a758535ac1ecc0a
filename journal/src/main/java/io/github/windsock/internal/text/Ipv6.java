package io.github.windsock.internal.text;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Reads and serializes IPv6 addresses without their brackets (URL Standard 3.5 and 3.6, RFC 5952). */
public final class Ipv6 {
    private static final int PIECES = 8;
    private static final int HEX = 16;

    private Ipv6() {}

    /**
     * Serializes an address.
     *
     * @param address its 16 bytes
     * @return such as {@code ::1}
     */
    public static String of(byte[] address) {
        ByteBuffer pairs = ByteBuffer.wrap(address);
        return serialized(
                Stream.generate(() -> pairs.getShort() & 0xFFFF).limit(PIECES).toList());
    }

    /** Returns the address serialized; throws with a message that continues a sentence whose subject is the host. */
    public static String parse(String text) {
        int gap = text.indexOf("::");
        List<Integer> pieces = gap < 0
                ? pieces(text, true)
                : filled(pieces(text.substring(0, gap), false), pieces(text.substring(gap + 2), true));
        if (pieces.size() != PIECES) {
            throw none();
        }
        return serialized(pieces);
    }

    /** Two colons stand for at least one piece of zeros. */
    private static List<Integer> filled(List<Integer> before, List<Integer> after) {
        int zeros = PIECES - before.size() - after.size();
        if (zeros < 1) {
            throw none();
        }
        return Stream.of(before, Collections.nCopies(zeros, 0), after)
                .flatMap(List::stream)
                .toList();
    }

    /** Reads the pieces between single colons, of which the last two may be an IPv4 address. */
    private static List<Integer> pieces(String text, boolean mayEndInIpv4) {
        List<Integer> pieces = new ArrayList<>();
        if (text.isEmpty()) {
            return pieces;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (mayEndInIpv4 && i == parts.length - 1 && parts[i].contains(".")) {
                pieces.addAll(ipv4(parts[i]));
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                pieces.add(Integer.parseInt(parts[i], HEX));
            } else {
                throw none();
            }
        }
        return pieces;
    }

    private static List<Integer> ipv4(String text) {
        if (!text.matches("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}")) {
            throw none();
        }
        int[] numbers =
                Stream.of(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
        return List.of(numbers[0] << 8 | numbers[1], numbers[2] << 8 | numbers[3]);
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("is not an IPv6 address");
    }

    /** The first of the longest runs of zeros, if it is longer than one, becomes two colons. */
    private static String serialized(List<Integer> pieces) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < PIECES; i++) {
            int zeros = zerosFrom(i, pieces);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length == 1
                ? hex(pieces)
                : hex(pieces.subList(0, start)) + "::" + hex(pieces.subList(start + length, PIECES));
    }

    private static int zerosFrom(int start, List<Integer> pieces) {
        int end = start;
        while (end < PIECES && pieces.get(end) == 0) {
            end++;
        }
        return end - start;
    }

    private static String hex(List<Integer> pieces) {
        return String.join(":", pieces.stream().map(Integer::toHexString).toList());
    }
}
