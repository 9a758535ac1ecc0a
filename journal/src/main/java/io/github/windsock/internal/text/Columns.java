package io.github.windsock.internal.text;

/** Measures the width of text in columns of a terminal. */
public final class Columns {

    private Columns() {}

    /**
     * Returns the width of a text on a terminal. Wide characters of East Asian scripts and emoji count as two columns.
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
     * Pads a text with blanks on the right to a number of columns.
     *
     * @param text the text
     * @param columns the minimum width
     * @return the padded text; a wider text is returned as it is
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

    /**
     * Tells whether a character is wide. Has the blocks of Unicode's East Asian Width (UAX #11) that messages may
     * contain.
     */
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
