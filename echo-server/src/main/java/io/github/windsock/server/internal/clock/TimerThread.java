package io.github.windsock.server.internal.clock;

import java.time.Duration;

/** A thread of the engine on which timers run. */
public interface TimerThread {

    /** Runs a task later, by the engine's timer; returns what stops it. */
    Runnable schedule(Duration delay, Runnable task);

    /** Returns whether all that was sent has been written; asked on the thread. */
    boolean isIdle();

    /** Runs a task now. */
    void execute(Runnable task);
}
