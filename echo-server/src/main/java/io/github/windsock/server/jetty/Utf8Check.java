package io.github.windsock.server.jetty;

import java.nio.ByteBuffer;

/**
 * Checks a stream of bytes for well-formed UTF-8 (Unicode, table 3-7) and fails at the first byte that no continuation
 * can save. Not thread-safe.
 */
final class Utf8Check {
    private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;

    private int missing;
    private int lowest;
    private int highest;
    private long position;

    /** Takes bytes up to the first that no continuation can save; returns whether there is none. */
    boolean accept(byte[] bytes, int from, int to) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        int i = from;
        while (i < to) {
            if (missing == 0 && i + Long.BYTES <= to && (words.getLong(i) & BEYOND_ASCII) == 0) {
                i += Long.BYTES;
                position += Long.BYTES;
            } else if (!accept(bytes[i++])) {
                return false;
            }
        }
        return true;
    }

    /** Takes the next byte; returns whether the text can still be well-formed. */
    boolean accept(byte octet) {
        position++;
        int value = octet & 0xFF;
        return missing == 0 ? lead(value) : continuation(value);
    }

    /** Returns the number of bytes taken so far. */
    long position() {
        return position;
    }

    /** Returns whether the text may end here: between two characters. */
    boolean isComplete() {
        return missing == 0;
    }

    void reset() {
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
