package io.github.windsock.jetty.internal;

import io.github.windsock.journal.internal.LoopThread;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs Jetty's selector on its own thread. Tasks of the selector run on that thread too if they do not block, which
 * saves a thread switch. Other tasks go to the pool.
 */
final class SelectorThread implements Executor {
    private final Executor pool;
    private final boolean mayBlock;
    private volatile @Nullable Thread thread;

    private SelectorThread(Executor pool, boolean mayBlock) {
        this.pool = pool;
        this.mayBlock = mayBlock;
    }

    static SelectorThread withoutBlocking(Executor pool) {
        return new SelectorThread(pool, false);
    }

    static SelectorThread withBlocking(Executor pool) {
        return new SelectorThread(pool, true);
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        if (isCurrent() && !mayBlock) {
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
        Thread started = new JettyThreads("windsock-jetty-selector").newThread(() -> LoopThread.ENGINE.accept(loop));
        thread = started;
        started.start();
        return true;
    }
}
