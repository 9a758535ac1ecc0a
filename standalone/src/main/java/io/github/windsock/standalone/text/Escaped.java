package io.github.windsock.standalone.text;

import io.github.windsock.internal.text.Text;

/** Makes what strangers sent fit to be shown. */
public final class Escaped {
    private Escaped() {}

    /**
     * Returns a short text without quotes in which nothing acts on a terminal.
     *
     * @param text what came from outside
     * @return the text, escaped and shortened
     */
    public static String plain(String text) {
        String quoted = Text.preview(text);
        boolean shortened = quoted.endsWith("…");
        return unquoted(shortened ? quoted.substring(0, quoted.length() - 1) : quoted) + (shortened ? "…" : "");
    }

    /**
     * Returns a sentence of this program, which may name what strangers sent.
     *
     * @param sentence whose foreign parts are short already
     * @return the sentence, escaped where it is not
     */
    public static String whole(String sentence) {
        return unquoted(Text.quote(sentence));
    }

    /** Without quotes around, quotes and backslashes need no escape; what was escaped before stays readable. */
    private static String unquoted(String quoted) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            boolean isEscape = quoted.charAt(i) == '\\' && "\\\"".indexOf(quoted.charAt(i + 1)) >= 0;
            out.append(quoted.charAt(isEscape ? ++i : i));
        }
        return out.toString();
    }
}
