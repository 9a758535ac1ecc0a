package io.github.windsock.server.internal.behavior;

import static java.util.Objects.requireNonNull;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Code of the user's that returns how long a push waits before each message. Equal to itself only, and no URL can say
 * it.
 *
 * @param code runs on a pool, never on the engine's thread
 */
public record DelaySource(IntFunction<Duration> code) {
    private static final Duration LONGEST = Duration.ofDays(1);

    Duration before(int n) {
        Duration delay = requireNonNull(code.apply(n), () -> "there is no delay for message " + n + ", but null");
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("delay " + Durations.format(delay) + " of message " + n
                    + " is not between 0 s and " + Durations.format(LONGEST));
        }
        return delay;
    }

    @Override
    public String toString() {
        return "n -> …";
    }
}
