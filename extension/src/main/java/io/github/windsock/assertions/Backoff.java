package io.github.windsock.assertions;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The expected pauses of a client between its attempts. Immutable.
 *
 * @see WebSocketAssertions#assertBackoff
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Backoff {
    private final Duration least;
    private final Optional<Duration> most;

    private Backoff(Duration least, Optional<Duration> most) {
        this.least = least;
        this.most = most;
    }

    static Backoff atLeast(Duration least) {
        if (requireNonNull(least, "least must not be null").isNegative()) {
            throw new IllegalArgumentException(
                    "atLeast(" + Durations.format(least) + ") is negative; give zero or longer");
        }
        return new Backoff(least, Optional.empty());
    }

    /**
     * Returns pauses with an upper bound. A longer pause fails, so leave enough room for a busy machine. Where the
     * growing minimum would exceed the bound, the minimum is the first pause again.
     *
     * @param most the longest pause
     * @return bounded pauses
     * @throws IllegalArgumentException if {@code most} is shorter than the first pause
     */
    public Backoff atMost(Duration most) {
        if (requireNonNull(most, "most must not be null").compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "atMost(" + Durations.format(most) + ") is shorter than atLeast(" + Durations.format(least) + ")");
        }
        return new Backoff(least, Optional.of(most));
    }

    /** Returns the minimum of the n-th pause, counted from 0. */
    Duration least(int n, Factor factor) {
        double nanos = least.toNanos() * Math.pow(factor.value(), n);
        Duration grown = Duration.ofNanos((long) Math.min(nanos, Long.MAX_VALUE / 2.0));
        return most.filter(limit -> limit.compareTo(grown) < 0).isPresent() ? least : grown;
    }

    boolean isAbove(Duration pause) {
        return most.filter(limit -> limit.compareTo(pause) < 0).isPresent();
    }

    String longest() {
        return most.map(Durations::format).orElse("without limit");
    }

    /** Returns the expression, such as {@code atLeast(100 ms)}. */
    @Override
    public String toString() {
        return "atLeast(" + Durations.format(least) + ")"
                + most.map(limit -> ".atMost(" + Durations.format(limit) + ")").orElse("");
    }

    /**
     * How pauses grow. Immutable.
     *
     * @see WebSocketAssertions#factor
     * @since 1.0
     */
    public static final class Factor {
        private final double value;

        Factor(double value) {
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("factor " + value + " is not finite; use a number such as 2");
            }
            if (!(value >= 1)) {
                throw new IllegalArgumentException("factor " + value + " is less than 1; 1 means no growth");
            }
            this.value = value;
        }

        double value() {
            return value;
        }

        /** Returns the expression, such as {@code factor(2.0)}. */
        @Override
        public String toString() {
            return "factor(" + value + ")";
        }
    }
}
