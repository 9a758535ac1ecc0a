package io.github.windsock.assertions;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The pauses that a client is to make between attempts. Immutable.
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
            throw new IllegalArgumentException("a pause of at least " + Durations.format(least)
                    + " is every pause; give zero, or how long it is to be");
        }
        return new Backoff(least, Optional.empty());
    }

    /**
     * Returns pauses with an upper bound. A longer one fails: leave the room that a busy machine needs. Where growth would
     * pass the bound, only the length of the first pause is asked for.
     *
     * @param most the longest pause
     * @return bounded pauses
     * @throws IllegalArgumentException if it is shorter than the first pause
     */
    public Backoff atMost(Duration most) {
        if (requireNonNull(most, "most must not be null").compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "atMost(" + Durations.format(most) + ") is shorter than atLeast(" + Durations.format(least) + ")");
        }
        return new Backoff(least, Optional.of(most));
    }

    /** Returns the shortest n-th pause, counted from 0. */
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

    /** Returns such as {@code atLeast(100 ms)}. */
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
                throw new IllegalArgumentException("factor " + value + " is more than any pause can grow; use 2");
            }
            if (!(value >= 1)) {
                throw new IllegalArgumentException("factor " + value + " is less than 1; 1 is no growth");
            }
            this.value = value;
        }

        double value() {
            return value;
        }

        /** Returns such as {@code factor(2.0)}. */
        @Override
        public String toString() {
            return "factor(" + value + ")";
        }
    }
}
