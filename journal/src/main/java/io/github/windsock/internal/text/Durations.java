package io.github.windsock.internal.text;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prints and reads durations the way people write them: {@code 500ms}, {@code 3s}, {@code 2m}.
 *
 * @since 1.0
 */
public final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]+) *(ms|s|m)", Pattern.CASE_INSENSITIVE);
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Durations() {}

    /**
     * Returns a duration in its largest whole unit.
     *
     * @param duration the duration
     * @return such as {@code 5 s} or {@code 250 ms}
     */
    public static String format(Duration duration) {
        int nanos = duration.toNanosPart();
        if (nanos == 0) {
            return duration.toSeconds() + " s";
        }
        return nanos % 1_000_000 == 0
                ? duration.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.3f ms", duration.toSeconds() * 1e3 + nanos / 1e6);
    }

    /**
     * Reads a duration.
     *
     * @param text a whole number and one of the units {@code ms}, {@code s}, {@code m}
     * @return the duration
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw unreadable(text, null);
        }
        try {
            return Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable(text, e);
        }
    }

    /**
     * Returns the nanoseconds of a duration.
     *
     * @param duration the duration
     * @return its nanoseconds, or the most that there are for one of centuries
     */
    public static long toNanos(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static ChronoUnit unit(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            default -> ChronoUnit.MINUTES;
        };
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                Text.quote(text) + " is not a duration; write a whole number with its unit, such as 500ms, 3s or 2m",
                cause);
    }
}
