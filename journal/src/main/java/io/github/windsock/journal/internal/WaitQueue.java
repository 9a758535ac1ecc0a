package io.github.windsock.journal.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The threads that wait for a change of one journal. A change wakes those whose question it may answer. */
final class WaitQueue {

    private final Object journal; // what a waiting thread is parked for, as a thread dump shows it
    private final Object lock; // the journal's

    // Guarded by the lock.
    private final List<Sleeper> asleep = new ArrayList<>();
    private long version;

    /** A thread that sleeps until its question may have an answer. */
    static final class Sleeper {
        private final Thread thread = Thread.currentThread();
        private final Question<?> question;
        private @Nullable Sleeper next; // of those that one change wakes
        private volatile boolean isWoken; // written under the lock

        Sleeper(Question<?> question) {
            this.question = question;
        }
    }

    WaitQueue(Object journal, Object lock) {
        this.journal = journal;
        this.lock = lock;
    }

    /** Returns the number of changes so far. Called under the lock. */
    long version() {
        return version;
    }

    /** From now on, a change that may answer the question wakes the current thread. Called under the lock. */
    Sleeper fallAsleep(Question<?> question) {
        Sleeper sleeper = new Sleeper(question);
        asleep.add(sleeper);
        return sleeper;
    }

    /** Sleeps until a change or the time wakes the thread; it may end early. Must not be called under the lock. */
    void sleep(Sleeper sleeper, long nanos) throws InterruptedException {
        LockSupport.parkNanos(journal, nanos); // no poll: a change unparks, and the time is the wait's timeout
        if (!sleeper.isWoken) { // nearly always it is, and then whoever woke it may hold the lock again
            synchronized (lock) {
                asleep.remove(sleeper);
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Counts a change; returns those to {@link #wake} after it, null if there are none. Called under the lock. */
    @Nullable
    Sleeper changed() {
        version++;
        Sleeper mayKnow = null;
        for (int i = asleep.size() - 1; i >= 0; i--) {
            if (asleep.get(i).question.mayHaveAnswer()) {
                Sleeper one = asleep.remove(i);
                one.isWoken = true;
                one.next = mayKnow;
                mayKnow = one;
            }
        }
        return mayKnow;
    }

    /** Must not be called under the lock, which each of them takes at once: the thread that holds it may have to wait. */
    static void wake(@Nullable Sleeper first) {
        for (Sleeper each = first; each != null; each = each.next) {
            LockSupport.unpark(each.thread);
        }
    }
}
