package io.github.windsock.server.internal.behavior;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt is accepted.
 *
 * @param delay how long the client waits for the answer
 * @param deflates whether compression is agreed on if the client offers it
 * @param subprotocol what to answer instead of the first that is offered: a name, or nothing at all if it is
 *     empty; null for that first
 * @param broken what is wrong with the answer on purpose, null for nothing
 */
public record AcceptOptions(
        Duration delay, boolean deflates, @Nullable String subprotocol, @Nullable BrokenAnswer broken) {
    static final AcceptOptions PLAIN = new AcceptOptions(Duration.ZERO, true, null, null);

    AcceptOptions delay(Duration time) {
        return new AcceptOptions(time, deflates, subprotocol, broken);
    }

    AcceptOptions deflates(boolean on) {
        return new AcceptOptions(delay, on, subprotocol, broken);
    }

    AcceptOptions subprotocol(String name) {
        return new AcceptOptions(delay, deflates, name, broken);
    }

    AcceptOptions broken(BrokenAnswer answer) {
        return new AcceptOptions(delay, deflates, subprotocol, answer);
    }
}
