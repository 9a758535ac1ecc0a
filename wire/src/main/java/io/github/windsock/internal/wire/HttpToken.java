package io.github.windsock.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tokens of HTTP: methods, names of headers, subprotocols (RFC 9110, section 5.6.2). */
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
     * @return whether it is not empty and has only characters that a token may have
     */
    public static boolean is(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1); // other characters become ?, which is in no token
        return bytes.length > 0 && end(bytes, 0, bytes.length) == bytes.length;
    }

    /** Returns the end of the token that begins at {@code start}; {@code start} if there is none. */
    static int end(byte[] bytes, int start, int end) {
        boolean[] inToken = IN_TOKEN;
        int at = start;
        while (at < end && bytes[at] > 0 && inToken[bytes[at]]) {
            at++;
        }
        return at;
    }
}
