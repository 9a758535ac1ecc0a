package io.github.windsock.assertions;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * For how long nothing may come from an end of which it is unknown what it has under way: one that is not Windsock's
 * own. An immutable value, made by {@link WebSocketAssertions#quietFor}.
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
            throw new IllegalArgumentException("to be quiet for " + Durations.format(length)
                    + " asserts nothing; give a time that is longer than zero");
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

    /** Returns such as {@code quietFor(300 ms)}. */
    @Override
    public String toString() {
        return "quietFor(" + Durations.format(length) + ")";
    }
}
