package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A timeout for all waits of the current thread during an action, so that assertions need no parameter for it.
 *
 * @since 1.0
 */
public final class WaitLimit {
    private static final ThreadLocal<@Nullable Duration> CURRENT = new ThreadLocal<>();

    private WaitLimit() {}

    /**
     * Runs an action whose waits have another timeout. If calls are nested, the inner timeout applies.
     *
     * @param timeout the timeout, longer than zero
     * @param action the action; it runs on the current thread
     * @param <T> the type of its result
     * @return its result
     * @throws IllegalArgumentException if the timeout is not longer than zero
     */
    public static <T extends @Nullable Object> T during(Duration timeout, Supplier<T> action) {
        requireNonNull(action, "action must not be null");
        if (requireNonNull(timeout, "timeout must not be null").isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("waiting up to " + Durations.format(timeout)
                    + " waits for nothing; give a time that is longer than zero");
        }
        Duration before = CURRENT.get();
        CURRENT.set(timeout);
        try {
            return action.get();
        } finally {
            restore(before);
        }
    }

    /**
     * Returns the timeout of the current thread.
     *
     * @param otherwise the timeout if no other is set
     * @return the timeout
     */
    public static Duration or(Duration otherwise) {
        Duration current = CURRENT.get();
        return current == null ? otherwise : current;
    }

    private static void restore(@Nullable Duration before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
