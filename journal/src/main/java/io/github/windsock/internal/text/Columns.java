package io.github.windsock.internal.text;

/** Measures text in the columns that it takes on a terminal. */
public final class Columns {

    private Columns() {}

    /**
     * Returns the columns that a text takes on a terminal: two for a wide character of East Asian scripts and for emoji.
     *
     * @param text the text
     * @return the number of columns
     */
    public static int of(String text) {
        int columns = 0;
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            columns += width(point);
        }
        return columns;
    }

    /**
     * Returns a text filled with blanks up to a number of columns.
     *
     * @param text the text
     * @param columns the columns to fill
     * @return the text, never shortened
     */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
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
