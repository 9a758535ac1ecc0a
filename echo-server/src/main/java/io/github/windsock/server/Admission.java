package io.github.windsock.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt is accepted.
 *
 * @param delay how long the client waits for the answer
 * @param deflates whether compression is agreed on if the client offers it
 * @param subprotocol what to answer instead of the first that is offered: a name, or nothing at all if it is
 *     empty; null for that first
 */
record Admission(Duration delay, boolean deflates, @Nullable String subprotocol) {
    static final Admission PLAIN = new Admission(Duration.ZERO, true, null);

    Admission delay(Duration time) {
        return new Admission(time, deflates, subprotocol);
    }

    Admission deflates(boolean on) {
        return new Admission(delay, on, subprotocol);
    }

    Admission subprotocol(String name) {
        return new Admission(delay, deflates, name);
    }
}
