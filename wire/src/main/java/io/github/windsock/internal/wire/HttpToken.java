package io.github.windsock.internal.wire;

import java.util.Arrays;

/** A token of HTTP, as methods, the names of headers and subprotocols are (RFC 9110, section 5.6.2). */
public final class HttpToken {
    private static final boolean[] IN_TOKEN = new boolean[128];

    static {
        Arrays.fill(IN_TOKEN, '!', 0x7F, true);
        for (char delimiter : "\"(),/:;<=>?@[\\]{}".toCharArray()) {
            IN_TOKEN[delimiter] = false;
        }
    }

    private HttpToken() {}

    /**
     * Tells whether a text is a token.
     *
     * @param text any text
     * @return whether it has characters, and each may stand in a token
     */
    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128 || !IN_TOKEN[text.charAt(i)]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Returns where a token ends that begins at {@code start}. */
    static int end(byte[] bytes, int start, int end) {
        boolean[] inToken = IN_TOKEN;
        int at = start;
        while (at < end && bytes[at] > 0 && inToken[bytes[at]]) {
            at++;
        }
        return at;
    }
}
