package io.github.windsock.internal.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs at most a given number of tasks at a time on another executor; further tasks wait in a queue. */
final class BoundedExecutor implements Executor {
    private final Executor threads;
    private final int bound;
    private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this
    private int running; // guarded by this

    BoundedExecutor(Executor threads, int bound) {
        this.threads = threads;
        this.bound = bound;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (running == bound) {
                waiting.add(task);
                return;
            }
            running++;
        }
        try {
            threads.execute(() -> runAll(task));
        } catch (RuntimeException | Error e) { // such as no memory for a thread; the caller handles it
            synchronized (this) {
                running--;
            }
            throw e;
        }
    }

    private void runAll(Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) { // the waiting tasks must still run
                TransportThreads.report(e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}
