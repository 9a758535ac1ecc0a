package io.github.windsock.server.jetty;

import io.github.windsock.journal.LoopThread;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the selector on one thread, and what the selector finds on that same thread: nothing here blocks, so a hand-over
 * would only cost time.
 */
final class LoopExecutor implements Executor {
    private final EngineThreads threads = new EngineThreads("windsock-engine");
    private volatile @Nullable Thread loop;

    /** Runs a task; the first one is the selector's loop. */
    @Override
    public void execute(Runnable task) {
        if (isLoop()) {
            task.run();
        } else {
            start(task);
        }
    }

    boolean isLoop() {
        return Thread.currentThread() == loop;
    }

    private synchronized void start(Runnable task) {
        if (loop != null) {
            throw new RejectedExecutionException("the selector has one thread: " + loop);
        }
        Thread thread = threads.newThread(() -> LoopThread.run("a thread of the server's engine", task));
        loop = thread;
        thread.start();
    }
}
