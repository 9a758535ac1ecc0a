package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Checks a stream of bytes for well-formed UTF-8 (Unicode, table 3-7). It fails at the first byte after which the text
 * cannot be well-formed. Not thread-safe.
 */
public final class Utf8Validator {
    private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;
    private static final int WORDWISE_FROM = 64; // bytes

    private int missing;
    private int lowest;
    private int highest;
    private long position;

    /**
     * Encodes a text as a USVString of Web IDL: each lone surrogate becomes U+FFFD, where the JDK writes a question
     * mark.
     *
     * @param text any text
     * @return well-formed UTF-8
     */
    public static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (byte each : utf8) {
            if (each == '?') { // perhaps it stands for a lone surrogate
                return toScalarValues(text).getBytes(StandardCharsets.UTF_8);
            }
        }
        return utf8;
    }

    /**
     * Replaces each lone surrogate with U+FFFD.
     *
     * @param text any text
     * @return a text that UTF-8 can encode
     */
    public static String toScalarValues(String text) {
        return hasSurrogates(text) ? replaceLone(text) : text;
    }

    /** A plain loop: a stream would cost more than the rest of the work for a short message. */
    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String replaceLone(String text) {
        int[] scalars = text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .toArray();
        return new String(scalars, 0, scalars.length);
    }

    /**
     * Checks the next bytes, up to the first wrong one.
     *
     * @param bytes the array that holds them
     * @param from the index of the first byte
     * @param to the index after the last byte
     * @return whether the text can still be well-formed
     */
    public boolean accept(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (missing == 0 && bytes[i] >= 0) {
                int end = endOfAscii(bytes, i, to);
                position += end - i;
                i = end;
            } else if (!accept(bytes[i++])) {
                return false;
            }
        }
        return true;
    }

    private static int endOfAscii(byte[] bytes, int from, int to) {
        int i = from;
        if (to - from >= WORDWISE_FROM) {
            ByteBuffer words = ByteBuffer.wrap(bytes);
            while (i + Long.BYTES <= to && (words.getLong(i) & BEYOND_ASCII) == 0) {
                i += Long.BYTES;
            }
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Checks the next byte; returns whether the text can still be well-formed. */
    boolean accept(byte octet) {
        position++;
        int value = octet & 0xFF;
        return missing == 0 ? lead(value) : continuation(value);
    }

    /**
     * Returns the number of bytes checked so far.
     *
     * @return the number of bytes, including the first wrong one
     */
    public long position() {
        return position;
    }

    /**
     * Tells whether the text may end here.
     *
     * @return whether the last character is complete
     */
    public boolean isComplete() {
        return missing == 0;
    }

    /** Starts a new text. */
    public void reset() {
        missing = 0;
        position = 0;
    }

    private boolean lead(int value) {
        if (value < 0x80) {
            return true;
        }
        if (value < 0xC2 || value > 0xF4) { // C0 and C1 are overlong, F5 and above are beyond U+10FFFF
            return false;
        }
        missing = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
        lowest = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80; // else overlong
        highest = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF; // else a surrogate, or beyond U+10FFFF
        return true;
    }

    private boolean continuation(int value) {
        if (value < lowest || value > highest) {
            return false;
        }
        missing--;
        lowest = 0x80;
        highest = 0xBF;
        return true;
    }
}
