package io.github.windsock.internal.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the selector's thread does between two selections: it runs tasks, which each thread may add, and one turn of a
 * connection. It outlives the thread, so a new one goes on with the same tasks.
 */
final class SelectorTasks {
    private static final Duration PROGRESS_TIMEOUT = Duration.ofSeconds(5);

    private final Queue<Runnable> tasks = new ArrayDeque<>(); // guarded by itself
    private final Queue<Runnable> turns = new ArrayDeque<>(); // only the selector's thread uses it, as the next one
    private volatile int rounds; // of tasks; shows whether the thread makes progress

    /**
     * Adds a task.
     *
     * @return whether it is the first one, for which the thread may have to be woken
     */
    boolean add(Runnable task) {
        synchronized (tasks) {
            boolean isFirst = tasks.isEmpty();
            tasks.add(task);
            return isFirst;
        }
    }

    /** Adds a turn of a connection. Only one turn runs between two selections. Only on the selector's thread. */
    void addTurn(Runnable turn) {
        turns.add(turn);
    }

    /** Tells whether nothing is left to run. Only on the selector's thread. */
    boolean isEmpty() {
        return turns.isEmpty() && waiting() == 0;
    }

    private int waiting() {
        synchronized (tasks) {
            return tasks.size();
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            return tasks.poll();
        }
    }

    /**
     * Runs the tasks that wait now, and one turn. Tasks that are added meanwhile wait for the next selection. Only on the
     * selector's thread.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only that thread writes it
    void run() {
        rounds = rounds + 1;
        for (int left = waiting(); left > 0; left--) {
            run(next());
        }
        run(turns.poll());
    }

    private static void run(@Nullable Runnable task) {
        if (task == null) {
            return;
        }
        try {
            task.run();
        } catch (Throwable e) { // it must not end the thread that all connections share
            TransportThreads.report(e);
        }
    }

    /**
     * Waits until a task is done, also if interrupted: an outage needs the closed port.
     *
     * @return false if the selector's thread makes no progress
     */
    boolean await(CountDownLatch done) {
        boolean isInterrupted = false;
        try {
            int before;
            do {
                before = rounds;
                try {
                    if (done.await(PROGRESS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    isInterrupted = true;
                    before = rounds - 1; // wait once more
                }
            } while (before != rounds);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return false;
    }
}
