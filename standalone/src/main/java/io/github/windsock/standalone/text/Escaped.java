package io.github.windsock.standalone.text;

import io.github.windsock.internal.text.Text;

/** Escapes text from outside, so that it is safe to show. */
public final class Escaped {
    private Escaped() {}

    /**
     * Returns a shortened text without quotes and without characters that act on a terminal.
     *
     * @param text the text from outside
     * @return the text, escaped and shortened
     */
    public static String plain(String text) {
        String quoted = Text.preview(text);
        boolean shortened = quoted.endsWith("…");
        return unquoted(shortened ? quoted.substring(0, quoted.length() - 1) : quoted) + (shortened ? "…" : "");
    }

    /**
     * Escapes a sentence of this program, which may contain text from outside.
     *
     * @param sentence the sentence; its foreign parts must be shortened already
     * @return the sentence; parts that are escaped already stay unchanged
     */
    public static String whole(String sentence) {
        return unquoted(Text.quote(sentence));
    }

    /** Removes the quotes, and the escapes of quotes and backslashes, which are not needed then. */
    private static String unquoted(String quoted) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            boolean isEscape = quoted.charAt(i) == '\\' && "\\\"".indexOf(quoted.charAt(i + 1)) >= 0;
            out.append(quoted.charAt(isEscape ? ++i : i));
        }
        return out.toString();
    }
}
