package io.github.windsock.server.internal.clock;

import java.time.Duration;

/** A thread of the engine that runs timers. */
public interface TimerThread {

    /** Runs a task later in real time. The returned runnable cancels it. */
    Runnable schedule(Duration delay, Runnable task);

    /** Tells whether everything that was sent has been written. Called on this thread. */
    boolean isIdle();

    /** Runs a task on this thread. */
    void execute(Runnable task);
}
