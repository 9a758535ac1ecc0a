package io.github.windsock.journal.internal;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The waits of one {@link Fence}, which share one timeout. */
final class FenceWaits {
    private final Recorder journal;
    private final @Nullable PartyLog on;
    private final Duration timeout;
    private long end;

    FenceWaits(Recorder journal, @Nullable PartyLog on, Duration timeout) {
        this.journal = journal;
        this.on = on;
        this.timeout = timeout;
        begin();
    }

    private void begin() {
        end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    }

    /** Gives later waits the full time, if there is none left. */
    void renewIfOver() {
        if (System.nanoTime() > end) {
            begin();
        }
    }

    /** Tells whether a given time ends a wait before its timeout; while timeouts are off, none does. */
    boolean isCutShortBy(Duration longest) {
        return timeout.compareTo(longest) > 0 && journal.settings().isTimeoutInForce();
    }

    /** Makes a wait look at its condition again. */
    void signal() {
        journal.signal();
    }

    /** Waits for a condition; returns whether it came true. */
    boolean await(BooleanSupplier condition) {
        return await(condition, timeout);
    }

    /** Waits for a condition, but no longer than a given time. */
    boolean await(BooleanSupplier condition, Duration longest) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        if (left.isZero() && !journal.settings().isTimeoutInForce()) {
            left = timeout;
        }
        left = left.compareTo(longest) < 0 ? left : longest;
        return journal.await(on, left, () -> condition.getAsBoolean() ? Answer.found(true) : Answer.pending())
                instanceof Outcome.Met;
    }

    /** Returns how long was waited in vain, and what explains that, such as a listener that is still running. */
    String within() {
        return within(timeout);
    }

    String within(Duration waited) {
        return " within " + Durations.format(waited) + RunningListener.of(on == null ? journal.general() : on)
                + journal.hints();
    }
}
