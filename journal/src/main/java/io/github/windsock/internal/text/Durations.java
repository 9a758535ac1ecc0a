package io.github.windsock.internal.text;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and prints durations such as {@code 20ms}, in settings, URLs and on the command line. */
public final class Durations {

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,15}) *(ns|us|ms|s|m|h)|0", Pattern.CASE_INSENSITIVE);

    /** The units, largest first. */
    private enum Unit {
        H(Duration.ofHours(1)),
        M(Duration.ofMinutes(1)),
        S(Duration.ofSeconds(1)),
        MS(Duration.ofMillis(1)),
        US(Duration.ofNanos(1000)),
        NS(Duration.ofNanos(1));

        private final Duration length;

        Unit(Duration length) {
            this.length = length;
        }

        boolean divides(Duration duration) {
            return length.multipliedBy(duration.dividedBy(length)).equals(duration);
        }
    }

    /** The factory methods of {@link Duration}. */
    private record Factory(String method, Duration length) {
        boolean divides(Duration duration) {
            return duration.isZero()
                    ? method.equals("ofMillis")
                    : length.multipliedBy(duration.dividedBy(length)).equals(duration);
        }
    }

    private static final List<Factory> FACTORIES = List.of(
            new Factory("ofHours", Duration.ofHours(1)),
            new Factory("ofMinutes", Duration.ofMinutes(1)),
            new Factory("ofSeconds", Duration.ofSeconds(1)),
            new Factory("ofMillis", Duration.ofMillis(1)),
            new Factory("ofNanos", Duration.ofNanos(1)));

    private Durations() {}

    /**
     * Parses a duration.
     *
     * @param text a number and a unit, such as {@code 500ms}, {@code 3s}, {@code 2m} or {@code 1h}; {@code us} and
     *     {@code ns} are units too, and 0 needs none
     * @return the duration; empty if the text is not a duration
     */
    public static Optional<Duration> read(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(1) == null) {
            return Optional.of(Duration.ZERO);
        }
        Unit unit = Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
        return Optional.of(unit.length.multipliedBy(Long.parseLong(matcher.group(1))));
    }

    /**
     * Parses a duration or throws.
     *
     * @param text a duration, see {@link #read}
     * @return the duration
     * @throws IllegalArgumentException if the text is not a duration
     */
    public static Duration parse(String text) {
        return read(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(Text.quote(text) + " is not a duration; use 20ms, 3s, 2m or 1h"));
    }

    /**
     * Prints a duration so that {@link #read} can parse it, in the largest unit that divides it.
     *
     * @param duration the duration, not negative
     * @return the text, such as {@code 5s} or {@code 250ms}
     */
    public static String write(Duration duration) {
        if (duration.isZero()) {
            return "0ms";
        }
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.divides(duration))
                .findFirst()
                .map(unit -> duration.dividedBy(unit.length) + unit.name().toLowerCase(Locale.ROOT))
                .orElseThrow();
    }

    /**
     * Returns the Java expression for a duration, with the methods of {@link Duration} imported statically.
     *
     * @param duration the duration
     * @return the expression, such as {@code ofMillis(20)}
     */
    public static String java(Duration duration) {
        Factory factory = FACTORIES.stream()
                .filter(each -> each.divides(duration))
                .findFirst()
                .orElseThrow();
        long count = duration.dividedBy(factory.length());
        return factory.method() + "(" + count + (count > Integer.MAX_VALUE ? "L" : "") + ")";
    }

    /**
     * Prints a duration for messages.
     *
     * @param duration the duration
     * @return the text, such as {@code 5 s} or {@code 250 ms}
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
}
