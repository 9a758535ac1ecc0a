package io.github.windsock.jetty.internal;

import io.github.windsock.journal.internal.LoopThread;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs Jetty's selector on a thread of its own, and what the selector finds on that thread too: nothing of it blocks, so a
 * hand-over would only cost time. What comes from elsewhere goes to the pool.
 */
final class SelectorThread implements Executor {
    private final Executor pool;
    private volatile @Nullable Thread thread;

    SelectorThread(Executor pool) {
        this.pool = pool;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else if (!start(task)) {
            pool.execute(task);
        }
    }

    /** The first task is the selector's loop. */
    private synchronized boolean start(Runnable loop) {
        if (thread != null) {
            return false;
        }
        Thread started = new JettyThreads("windsock-jetty-selector")
                .newThread(() -> LoopThread.run("a thread of the server's engine", loop));
        thread = started;
        started.start();
        return true;
    }
}
