package io.github.windsock.internal.text;

import java.util.regex.Pattern;

/** Parses the numbers of settings, URLs, scripts and the command line: Java's own methods take the digits of any script. */
public final class Numbers {
    private static final Pattern WRITTEN = Pattern.compile("-?[0-9]+");

    private Numbers() {}

    /**
     * Parses an {@code int}.
     *
     * @param text digits from 0 to 9, after a minus sign if it is negative
     * @return the number
     * @throws NumberFormatException if the text is something else, or is out of range
     */
    public static int parseInt(String text) {
        return Integer.parseInt(requireDigits(text));
    }

    /**
     * Parses a {@code long}.
     *
     * @param text digits from 0 to 9, after a minus sign if it is negative
     * @return the number
     * @throws NumberFormatException if the text is something else, or is out of range
     */
    public static long parseLong(String text) {
        return Long.parseLong(requireDigits(text));
    }

    private static String requireDigits(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return text;
    }
}
