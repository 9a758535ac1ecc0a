package io.github.windsock.client;

import java.nio.charset.StandardCharsets;

/** UTF-8 as the standards want it: strict inward, and never failing outward. */
final class Utf8 {
    private Utf8() {}

    /** Encodes a string as a USVString: each lone surrogate becomes U+FFFD. */
    static byte[] encode(String text) {
        return scalars(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String scalars(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaceLone(text);
            }
        }
        return text;
    }

    private static String replaceLone(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(isSurrogate(c) ? 0xFFFD : c));
        return result.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Tells whether the bytes are a whole text, by the strict rules. */
    static boolean isValid(byte[] bytes, int from, int length) {
        Checker checker = new Checker();
        return checker.accept(bytes, from, length) && checker.complete();
    }

    /**
     * Checks a text that comes in pieces, and knows of a bad byte as soon as no further byte could make it good.
     */
    static final class Checker {
        private int missing;
        private int low = 0x80;
        private int high = 0xBF;

        /** Takes the next bytes; returns whether all are good so far. */
        boolean accept(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                if (!(missing == 0 ? start(bytes[i] & 0xFF) : follow(bytes[i] & 0xFF))) {
                    return false;
                }
            }
            return true;
        }

        /** Returns whether the text may end here. */
        boolean complete() {
            return missing == 0;
        }

        private boolean start(int b) {
            if (b < 0x80) {
                return true;
            }
            if (b < 0xC2 || b > 0xF4) {
                return false;
            }
            missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
            low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
            high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
            return true;
        }

        private boolean follow(int b) {
            boolean good = b >= low && b <= high;
            low = 0x80;
            high = 0xBF;
            missing--;
            return good;
        }
    }
}
