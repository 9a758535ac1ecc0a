package io.github.windsock;

import java.util.Locale;

/**
 * Prints foreign text so that nothing of it is lost or acts on the terminal. Used by every room that prints.
 *
 * @since 1.0
 */
public final class Text {

    private static final int PREVIEW = 60;

    private Text() {}

    /**
     * Returns a text in quotes with control characters, format characters and lone surrogates as Java escapes; letters
     * of every script and emoji stay.
     *
     * @param text the text
     * @return the text as a Java literal would show it
     */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> escape(point, out));
        return out.append('"').toString();
    }

    /**
     * Returns a text quoted, and shortened with an ellipsis where it would be long.
     *
     * @param text the text
     * @return at most about 60 columns
     */
    public static String preview(String text) {
        int end = 0;
        int columns = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            columns += width(point);
            if (columns > PREVIEW) {
                return quote(text.substring(0, end)) + "…";
            }
            end += Character.charCount(point);
        }
        return quote(text);
    }

    /**
     * Returns the columns that a text takes on a terminal: two for a wide character of East Asian scripts and for emoji.
     *
     * @param text the text
     * @return the number of columns
     */
    public static int columns(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    /**
     * Returns a text filled with blanks up to a number of columns.
     *
     * @param text the text
     * @param columns the columns to fill
     * @return the text, never shortened
     */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }

    /**
     * Returns a number of bytes with its unit and grouped digits.
     *
     * @param bytes the number
     * @return such as {@code 65,536 B}
     */
    public static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d B", bytes);
    }

    private static void escape(int point, StringBuilder out) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isVisible(point)) {
                    out.appendCodePoint(point);
                } else {
                    for (char unit : Character.toChars(point)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    }
                }
            }
        }
    }

    /** A zero-width joiner holds emoji together; every other invisible character is shown as an escape. */
    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> point == 0x200D;
            default -> true;
        };
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** The blocks that Unicode's East Asian Width (UAX #11) calls wide, as far as messages are likely to hold them. */
    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF && point != 0x303F)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }
}
