package io.github.windsock.client.internal.socket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order of what a connection sends, and its callers free: to compress and mask a large message takes time that
 * a page must not spend in {@code send}. What is small is sent at once by its caller, unless something waits before it.
 */
final class Outbox {
    /** What is encoded in about a millisecond, which is what a change of threads may cost. */
    private static final int LARGE = 256 * 1024;

    private final Object lock;
    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * Creates an empty one.
     *
     * @param lock the socket's
     * @param threads that large messages may keep busy
     */
    Outbox(Object lock, Executor threads) {
        this.lock = lock;
        this.threads = threads;
    }

    /** Runs the sending of so many bytes in its turn: now, or on another thread without the lock. Called under the lock. */
    void add(long bytes, Runnable sending) {
        if (!busy && bytes < LARGE) {
            sending.run();
            return;
        }
        waiting.add(sending);
        if (!busy) {
            busy = true;
            threads.execute(this::sendAll);
        }
    }

    private void sendAll() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException e) {
                // A defect, not to pass unseen; but the Close frame behind it is to go out.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            Runnable next = waiting.poll();
            busy = next != null;
            return next;
        }
    }
}
