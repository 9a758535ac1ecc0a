package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limit for all waits of a thread during one action: it gives every assertion a timeout without a parameter for
 * it.
 *
 * @since 1.0
 */
public final class WaitLimit {
    private static final ThreadLocal<@Nullable Duration> CURRENT = new ThreadLocal<>();

    private WaitLimit() {}

    /**
     * Does something whose waits have another timeout. Of two that are nested the inner one holds.
     *
     * @param timeout the longest wait, longer than zero
     * @param action what to do, on this thread
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
     * Returns the timeout of what the current thread does.
     *
     * @param otherwise the timeout if there is no other
     * @return the longest wait
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
