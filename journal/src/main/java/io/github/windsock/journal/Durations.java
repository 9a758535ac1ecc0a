package io.github.windsock.journal;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints and reads durations the way people write them: {@code 500ms}, {@code 3s}, {@code 2m}.
 *
 * @since 1.0
 */
public final class Durations {

    private Durations() {}

    /**
     * Returns a duration in its largest whole unit.
     *
     * @param duration the duration
     * @return such as {@code 5 s} or {@code 250 ms}
     */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % 1_000_000_000L == 0) {
            return duration.toSeconds() + " s";
        }
        return nanos % 1_000_000L == 0
                ? duration.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    }

    /**
     * Reads a duration.
     *
     * @param text a whole number and one of the units {@code ms}, {@code s}, {@code m}
     * @return the duration
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Duration parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        try {
            if (trimmed.endsWith("ms")) {
                return Duration.ofMillis(number(trimmed, 2));
            }
            if (trimmed.endsWith("s")) {
                return Duration.ofSeconds(number(trimmed, 1));
            }
            if (trimmed.endsWith("m")) {
                return Duration.ofMinutes(number(trimmed, 1));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    private static long number(String text, int unitLength) {
        long number = Long.parseLong(text.substring(0, text.length() - unitLength));
        if (number < 0) {
            throw new NumberFormatException("negative");
        }
        return number;
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not a duration; write a whole number with its unit, such as 500ms, 3s or 2m",
                cause);
    }
}
