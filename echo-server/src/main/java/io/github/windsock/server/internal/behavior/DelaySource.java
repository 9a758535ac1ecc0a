package io.github.windsock.server.internal.behavior;

import static java.util.Objects.requireNonNull;

import io.github.windsock.internal.text.Durations;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * The user's code that returns the delay before each message of a push. Equal only if the code is the same object.
 *
 * @param code runs on a worker thread, never on the engine's thread
 */
public record DelaySource(IntFunction<Duration> code) {
    private static final Duration MAX = Duration.ofDays(1);

    Duration before(int n) {
        Duration delay = requireNonNull(code.apply(n), () -> "delay of message " + n + " is null; return a Duration");
        if (delay.isNegative() || delay.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("delay " + Durations.format(delay) + " of message " + n
                    + " is not between 0 s and " + Durations.format(MAX));
        }
        return delay;
    }

    @Override
    public String toString() {
        return "n -> …";
    }
}
