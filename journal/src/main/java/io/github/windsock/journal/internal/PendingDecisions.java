package io.github.windsock.journal.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the recorded messages and attempts that a server's behavior has not decided about yet. They are recorded
 * before the behavior gets them, and the behavior may call slow code of the user.
 *
 * @since 1.0
 */
public final class PendingDecisions {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Recorder journal;

    PendingDecisions(Recorder journal) {
        this.journal = journal;
    }

    /** Counts a decision. Called before its message or attempt is recorded. */
    public void begin() {
        count.incrementAndGet();
    }

    /** Ends a decision. Called after all its effects. */
    public void end() {
        if (count.decrementAndGet() == 0 && waiting.get() > 0) {
            journal.signal();
        }
    }

    /**
     * Tells whether no decision is pending.
     *
     * @return whether none is pending
     */
    public boolean isNothing() {
        return count.get() == 0;
    }

    /**
     * Starts a wait for all decisions. Without such a wait nobody is woken: each message would wake all waits twice.
     */
    void beginWait() {
        waiting.incrementAndGet();
    }

    void endWait() {
        waiting.decrementAndGet();
    }
}
