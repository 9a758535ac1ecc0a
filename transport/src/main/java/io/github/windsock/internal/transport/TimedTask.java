package io.github.windsock.internal.transport;

/**
 * The task of a timer. When its time is over, the selector's thread selects once more before it runs the task. So a
 * timeout that decides that nothing has come decides after everything that came in time was read, even if that thread
 * was held up, and what is read may cancel it.
 */
final class TimedTask implements Runnable {
    private final Transport transport;
    private final Runnable task;
    private int steps; // handed from thread to thread by the queue of tasks
    private volatile boolean isCancelled;

    TimedTask(Transport transport, Runnable task) {
        this.transport = transport;
        this.task = task;
    }

    /**
     * Takes the next step: the first on the timer's thread, the others on the selector's, each after a selection. Only
     * the selection before the third is certain to have begun after the first.
     */
    @Override
    public void run() {
        if (isCancelled) {
            return;
        }
        steps++;
        if (steps <= 2) {
            transport.submit(this);
        } else {
            task.run();
        }
    }

    /** Cancels it, also if its time is over, unless the task has started. */
    void cancel() {
        isCancelled = true;
    }
}
