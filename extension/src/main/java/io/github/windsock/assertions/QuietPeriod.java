package io.github.windsock.assertions;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The time in which nothing may arrive from an end that is not Windsock's own, so that nothing tells what it will still
 * send. Immutable; created by {@link WebSocketAssertions#quietFor}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class QuietPeriod {
    private final Duration length;

    private QuietPeriod(Duration length) {
        this.length = length;
    }

    static QuietPeriod of(Duration length) {
        if (requireNonNull(length, "length must not be null").isZero() || length.isNegative()) {
            throw new IllegalArgumentException("the quiet period " + Durations.format(length)
                    + " is not longer than zero; give a time such as 300 ms");
        }
        return new QuietPeriod(length);
    }

    Duration length() {
        return length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuietPeriod that && length.equals(that.length);
    }

    @Override
    public int hashCode() {
        return length.hashCode();
    }

    /** Returns the expression, such as {@code quietFor(300 ms)}. */
    @Override
    public String toString() {
        return "quietFor(" + Durations.format(length) + ")";
    }
}
