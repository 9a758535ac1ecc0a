package io.github.windsock.client.internal.socket;

import io.github.windsock.internal.transport.TransportThreads;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends in order without blocking the caller: to compress and mask a large message takes time that a page must not
 * spend in {@code send}. A small message is sent at once on the caller's thread, unless others are queued before it.
 */
final class Outbox {
    /** Takes about a millisecond to encode, which is what a thread switch may cost. */
    private static final int LARGE = 256 * 1024;

    private final Object lock;
    private final @Nullable Executor own;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * Creates an empty outbox.
     *
     * @param lock the socket's
     * @param own runs the sending of large messages; {@code null} for the threads that all pages share
     */
    Outbox(Object lock, @Nullable Executor own) {
        this.lock = lock;
        this.own = own;
    }

    /** Tells whether so many bytes can be sent now, which need not be {@linkplain #add added}. Called under the lock. */
    boolean isFree(long bytes) {
        return !busy && waiting.isEmpty() && bytes < LARGE; // one can wait for a thread that could not be started
    }

    /** Runs {@code sending} in its turn, later on another thread without the lock. Called under the lock. */
    void add(Runnable sending) {
        waiting.add(sending);
        if (!busy) {
            busy = true;
            try {
                (own == null ? EventLoop.sharedThreads() : own).execute(this::sendAll);
            } catch (RuntimeException | Error e) { // such as no memory for a thread
                busy = false; // the next one sends this too
                throw e;
            }
        }
    }

    private void sendAll() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable e) {
                TransportThreads.report(e); // a defect, or no memory; the Close frame after it must still be sent
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
