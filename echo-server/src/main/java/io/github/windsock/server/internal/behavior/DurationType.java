package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A type of durations, at most 24 h unless a parameter has other limits. */
final class DurationType extends ValueType<Duration> {
    private static final Range<Duration> DAY =
            new Range<>(Duration.ZERO, Duration.ofDays(1), Comparator.naturalOrder(), Durations::write);

    private final boolean wholeSeconds;

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
        return Durations.java(value);
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
