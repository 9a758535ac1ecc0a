package io.github.windsock.standalone.cli;

import java.time.Duration;

/** Runs a task at the end of the program, with a limit on the wait. */
final class Shutdown {
    private Shutdown() {}

    /**
     * Runs a task, and waits until it is done or the time is over. The close of a server may wait for clients, its
     * port, and locks; this limits the whole wait.
     *
     * @param task the task, run on a daemon thread
     * @param limit the longest wait
     */
    static void run(Runnable task, Duration limit) {
        Thread thread = new Thread(task, "windsock-shutdown");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(Math.max(1, limit.toMillis())); // 0 would mean no limit
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop waiting
        }
    }
}
