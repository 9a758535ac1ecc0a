package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Durations, up to a day unless a parameter says otherwise. */
final class DurationType extends ValueType<Duration> {
    private static final List<Unit> UNITS = List.of(
            new Unit("ofHours", Duration.ofHours(1)),
            new Unit("ofMinutes", Duration.ofMinutes(1)),
            new Unit("ofSeconds", Duration.ofSeconds(1)),
            new Unit("ofMillis", Duration.ofMillis(1)),
            new Unit("ofNanos", Duration.ofNanos(1)));
    private static final Range<Duration> DAY =
            new Range<>(Duration.ZERO, Duration.ofDays(1), Comparator.naturalOrder(), Durations::write);

    private final boolean wholeSeconds;

    /** How Java makes a duration. */
    private record Unit(String method, Duration length) {
        boolean divides(Duration duration) {
            return duration.isZero()
                    ? method.equals("ofMillis")
                    : length.multipliedBy(duration.dividedBy(length)).equals(duration);
        }
    }

    DurationType(boolean wholeSeconds) {
        super("duration", Duration.class);
        this.wholeSeconds = wholeSeconds;
    }

    @Override
    Duration parse(String text) {
        return Durations.read(text).orElseThrow(() -> new BehaviorProblem(Words.NO_DURATION));
    }

    @Override
    String url(Duration value) {
        return Durations.write(value);
    }

    @Override
    String java(Duration value) {
        Unit unit =
                UNITS.stream().filter(each -> each.divides(value)).findFirst().orElseThrow();
        long count = value.dividedBy(unit.length());
        return unit.method() + "(" + count + (count > Integer.MAX_VALUE ? "L" : "") + ")";
    }

    @Override
    void check(Duration value) {
        if (wholeSeconds && value.toNanosPart() != 0) {
            throw new BehaviorProblem(Words.NO_WHOLE_SECONDS);
        }
    }

    @Override
    Range<Duration> range() {
        return DAY;
    }

    @Override
    @Nullable
    Phrase limits(@Nullable Range<Duration> range) {
        return range == null ? null : range.phrase();
    }
}
