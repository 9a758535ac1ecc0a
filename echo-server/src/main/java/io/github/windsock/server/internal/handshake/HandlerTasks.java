package io.github.windsock.server.internal.handshake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs the tasks of one request's handler on a thread that may block: one after another, in their order. */
final class HandlerTasks implements Executor {
    private final Executor threads;
    private final Runnable whenLost;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null); // guarded by this

    /**
     * Makes an executor that has no thread while it has nothing to do.
     *
     * @param threads may block
     * @param whenLost runs if a task finds no thread, for want of memory
     */
    HandlerTasks(Executor threads, Runnable whenLost) {
        this.threads = threads;
        this.whenLost = whenLost;
    }

    /** Runs a task that throws nothing behind all that wait. */
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
