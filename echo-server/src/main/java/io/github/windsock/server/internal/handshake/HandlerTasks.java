package io.github.windsock.server.internal.handshake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs the tasks of one request's handler on worker threads, one after another. */
final class HandlerTasks implements Executor {
    private final Executor threads;
    private final Runnable whenLost;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null); // guarded by this

    /**
     * Creates an executor that uses no thread while it is idle.
     *
     * @param threads the worker threads, which may block
     * @param whenLost runs if there is no thread for a task, such as when memory runs out
     */
    HandlerTasks(Executor threads, Runnable whenLost) {
        this.threads = threads;
        this.whenLost = whenLost;
    }

    /** Runs a task after all waiting ones. The task must not throw. */
    @Override
    public synchronized void execute(Runnable task) {
        last = last.thenRunAsync(task, threads);
        last = last.whenComplete((ran, failure) -> {
            if (failure != null) {
                whenLost.run();
            }
        });
    }
}
