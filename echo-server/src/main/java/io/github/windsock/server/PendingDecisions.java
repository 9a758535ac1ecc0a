package io.github.windsock.server;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of what the journal tells of a server has not been decided about yet: the journal knows of a message or an
 * attempt before the behavior does, and the behavior may ask code of the user's that takes its time.
 */
final class PendingDecisions {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Runnable signal;

    /**
     * Makes it.
     *
     * @param signal wakes who waits for the end of all that is undecided
     */
    PendingDecisions(Runnable signal) {
        this.signal = signal;
    }

    void begin() {
        count.incrementAndGet();
    }

    void end() {
        if (count.decrementAndGet() == 0 && waiting.get() > 0) {
            signal.run();
        }
    }

    boolean isNothing() {
        return count.get() == 0;
    }

    /** Runs a wait for the end; nobody is woken outside such a wait, since messages would wake all waits twice. */
    void whileWaiting(Runnable wait) {
        waiting.incrementAndGet();
        try {
            wait.run();
        } finally {
            waiting.decrementAndGet();
        }
    }
}
