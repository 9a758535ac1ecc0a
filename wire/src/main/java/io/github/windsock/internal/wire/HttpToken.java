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

    /**
     * Returns a text without the spaces and tabs around it, which are all that may stand there (RFC 9110, section
     * 5.6.3). {@link String#strip} takes other characters too.
     *
     * @param text any text
     * @return the text without them
     */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /**
     * Returns the value of a parameter, which is a token or a quoted string (RFC 9110, sections 5.6.4 and 5.6.6).
     *
     * @param text the value as it stands in a header
     * @return the value without quotes and backslashes; the text itself if it is not a quoted string
     */
    public static String unquoted(String text) {
        int last = text.length() - 1;
        if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
            return text;
        }
        StringBuilder value = new StringBuilder(last);
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            boolean isEscape = c == '\\';
            if (c == '"' || isEscape && i + 1 == last) {
                return text; // it ends before its last character, or not at all
            }
            value.append(isEscape ? text.charAt(++i) : c);
        }
        return value.toString();
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
