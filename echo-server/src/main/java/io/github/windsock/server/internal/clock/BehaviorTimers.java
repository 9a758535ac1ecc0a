package io.github.windsock.server.internal.clock;

import java.time.Duration;

/** Runs the timers of a server's behaviors. The engine runs the timeouts of the handshake and of closing itself. */
public sealed class BehaviorTimers permits TestTimers.ServerTimers {

    /** Real time. */
    public static final BehaviorTimers REAL = new BehaviorTimers();

    BehaviorTimers() {}

    /**
     * Runs a task later.
     *
     * @param thread the thread that runs it
     * @param what a description of the timer, for messages
     * @param delay the delay
     * @param task must not block
     * @return cancels the task if it has not started
     */
    public Runnable schedule(TimerThread thread, String what, Duration delay, Runnable task) {
        return thread.schedule(delay, task);
    }

    /** Tells whether the test advances the time. */
    public boolean isDrivenByTest() {
        return false;
    }

    /** Makes advancing wait for pongs before later timers run, since a behavior restarts a timer at each pong. */
    public void requirePongs() {}

    /** Cancels all timers, since the server is closed. */
    public void close() {}
}
