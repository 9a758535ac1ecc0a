package io.github.windsock.server.internal.clock;

import java.time.Duration;

/** A thread of the engine that runs timers. */
public interface TimerThread {

    /**
     * Runs a task later, in real time, on this thread.
     *
     * @param delay the delay
     * @param task must not block
     * @return cancels the task if it has not started
     */
    Runnable schedule(Duration delay, Runnable task);

    /** Tells whether everything that was sent has been written. Called on this thread. */
    boolean isIdle();

    /**
     * Runs a task on this thread: at once if the current thread is that one.
     *
     * @param task must not block
     */
    void execute(Runnable task);
}
