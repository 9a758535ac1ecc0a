package io.github.windsock.standalone.text;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses sizes of the command line, and formats times and summaries. */
public final class Values {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})([kmg]?)");

    private Values() {}

    /**
     * Reads a number of bytes.
     *
     * @param text such as {@code 500}, {@code 64k} or {@code 1m}; the units are powers of 1,024
     * @return the number of bytes
     * @throws NumberFormatException if it is not one of these
     */
    public static long size(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new NumberFormatException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "k" -> number << 10;
            case "m" -> number << 20;
            case "g" -> Math.min(number, 1L << 32) << 30; // whatever is larger is too large anyway
            default -> number;
        };
    }

    /** Returns the summary of an event as data: only the timeline sets the name of a fault apart by two spaces. */
    public static String what(String summary) {
        return summary.startsWith("fault  ") ? summary.replaceFirst("  ", " ") : summary;
    }

    /** Formats a time, such as {@code 12 ms} or {@code 3.01 s}. */
    public static String show(Duration time) {
        long millis = time.toMillis();
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }
}
