package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.journal.internal.Events;
import java.time.Duration;
import java.util.Random;

/** A delay with random jitter. Not thread-safe, except {@link #limit} and {@link #toString}. */
public final class VaryingDelay {
    private final Duration time;
    private final Duration jitter;
    private final Random chance;

    public VaryingDelay(Duration time, Duration jitter, long seed) {
        this.time = time;
        this.jitter = jitter;
        this.chance = new Random(seed);
    }

    /** Returns the next delay. */
    public Duration next() {
        if (jitter.isZero()) {
            return time;
        }
        long nanos = time.toNanos() + (long) ((chance.nextDouble() * 2 - 1) * jitter.toNanos());
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** Returns how long it may be, such as {@code 80 ms} or, with jitter, {@code up to 100 ms}. */
    public String limit() {
        return jitter.isZero() ? Durations.format(time) : "up to " + Durations.format(time.plus(jitter));
    }

    /** Records the seed in the journal, if there is jitter. */
    void note(ConversationContext context) {
        if (!jitter.isZero()) {
            context.record(Events.note("jitter", SeededChance.argument(context.seed())));
        }
    }

    /** Returns a description, such as {@code latency of 80 ms}. */
    @Override
    public String toString() {
        return "latency of " + Durations.format(time);
    }
}
