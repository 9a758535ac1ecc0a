package io.github.windsock.server.internal.handshake;

import io.github.windsock.server.internal.engine.HttpExchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The attempts of a server that wait for their answer, maybe endlessly. Each wait ends with the answer, or without one:
 * when the test resets the attempt, its client leaves, or the server stops answering. Thread-safe.
 */
final class WaitingAttempts {
    private final Set<AttemptState> waiting = ConcurrentHashMap.newKeySet();
    private volatile String whyStopped = "";

    /** Adds an attempt, unless it waits already. */
    void add(HttpExchange exchange, AttemptState attempt) {
        if (!waiting.add(attempt)) {
            return;
        }
        attempt.whenReset(() -> {
            if (dismiss(attempt, "Attempt.reset()")) {
                exchange.reset();
            }
        });
        exchange.onDisconnect(() -> dismiss(attempt, "its client left before it had an answer"));
        if (!whyStopped.isEmpty()) {
            dismiss(attempt, whyStopped);
        }
    }

    private boolean dismiss(AttemptState attempt, String why) {
        waiting.remove(attempt);
        return attempt.dismiss(why);
    }

    /** Tells whether the caller may answer an attempt now. */
    boolean settle(AttemptState attempt) {
        waiting.remove(attempt);
        return attempt.settle();
    }

    /** Ends all waits, and those that begin before {@link #resume}. */
    void stop(String why) {
        whyStopped = why;
        if (!waiting.isEmpty()) {
            waiting.forEach(attempt -> attempt.dismiss(why));
            waiting.clear();
        }
    }

    void resume() {
        whyStopped = "";
    }
}
