package io.github.windsock.standalone.http;

import io.github.windsock.standalone.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a URL may ask of a server that others can reach, where that is less than what a test may ask of its own. */
final class Bounds {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})(ns|us|ms|s|m|h)");
    private static final String ANY = "";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final List<Bound> ALL = List.of(
            new Bound("push", "every", Duration.ofMillis(10), Duration.ofHours(24), "10ms to 24h"),
            new Bound("push", "times", Duration.ofNanos(1), Duration.ofNanos(100_000), "1 to 100000"),
            new Bound("slow-open", "by", Duration.ZERO, LONGEST, "0ms to 10m"),
            new Bound(ANY, "ping-every", Duration.ofMillis(10), Duration.ofHours(24), "10ms to 24h"),
            new Bound(ANY, "latency", Duration.ZERO, LONGEST, "0ms to 10m"),
            new Bound(ANY, "jitter", Duration.ZERO, LONGEST, "0ms to 10m"));

    private Bounds() {}

    /** The range of a parameter; a count is so many nanoseconds. */
    private record Bound(String act, String name, Duration least, Duration most, String range) {
        boolean isOf(String word, String parameter) {
            return (act.equals(ANY) || act.equals(word)) && name.equals(parameter);
        }

        boolean holds(Duration value) {
            return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        }
    }

    /** Returns the range that a parameter of an act has here, empty if that is as wide as the act's own. */
    static Optional<String> range(String act, String parameter) {
        return find(act, parameter).map(Bound::range);
    }

    private static Optional<Bound> find(String act, String parameter) {
        return ALL.stream().filter(bound -> bound.isOf(act, parameter)).findFirst();
    }

    /**
     * Holds a query that can be understood to the ranges.
     *
     * @param first the act that the path names
     * @param target path and query
     * @param texts for the complaint
     * @throws IllegalArgumentException if a value is outside; the message says the range
     */
    static void check(String first, Target target, Texts texts) {
        String act = first;
        for (Map.Entry<String, String> pair : target.query()) {
            if (pair.getKey().equals("then")) {
                act = pair.getValue();
            }
            Optional<Bound> bound = find(act, pair.getKey());
            if (bound.isPresent() && !bound.get().holds(value(pair.getValue()))) {
                throw new IllegalArgumentException(texts.text(
                        "http.range",
                        act + ": " + pair.getKey(),
                        pair.getValue(),
                        texts.limits(bound.get().range())));
            }
        }
    }

    private static Duration value(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Duration.ofNanos(Long.parseLong(text));
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ns" -> Duration.ofNanos(number);
            case "us" -> Duration.ofNanos(Math.multiplyExact(number, 1000L));
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
