package io.github.windsock.journal.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the recorded messages and attempts that are not decided yet: the journal knows of a message or an attempt
 * before the server's behavior does, and the behavior may ask code of the user's that takes its time.
 *
 * @since 1.0
 */
public final class PendingDecisions {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Runnable signal;

    PendingDecisions(Runnable signal) {
        this.signal = signal;
    }

    /** Begins a decision, before its message or attempt is recorded. */
    public void begin() {
        count.incrementAndGet();
    }

    /** Ends a decision, after all that it has led to. */
    public void end() {
        if (count.decrementAndGet() == 0 && waiting.get() > 0) {
            signal.run();
        }
    }

    /**
     * Tells whether all is decided.
     *
     * @return whether it is
     */
    public boolean isNothing() {
        return count.get() == 0;
    }

    /** Nobody is woken outside a wait for the end of all decisions, since messages would wake all waits twice. */
    void beginWait() {
        waiting.incrementAndGet();
    }

    void endWait() {
        waiting.decrementAndGet();
    }
}
