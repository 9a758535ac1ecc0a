package io.github.windsock.server.internal.clock;

import java.time.Duration;

/** Runs the timers of a server's behaviors. The engine runs the timeouts of the handshake and of closing itself. */
public interface BehaviorTimers {

    /** Real time. */
    BehaviorTimers REAL = new RealTimers();

    /** A class, because the first lambda with four parameters costs a JVM more. */
    final class RealTimers implements BehaviorTimers {
        private RealTimers() {}

        @Override
        public Runnable schedule(TimerThread thread, String what, Duration delay, Runnable task) {
            return thread.schedule(delay, task);
        }
    }

    /**
     * Runs a task later.
     *
     * @param thread the thread that runs it
     * @param what a description of the timer, for messages
     * @param delay the delay
     * @param task must not block
     * @return cancels the task if it has not started
     */
    Runnable schedule(TimerThread thread, String what, Duration delay, Runnable task);

    /** Tells whether the test advances the time. */
    default boolean isDrivenByTest() {
        return false;
    }

    /** Makes advancing wait for pongs before later timers run, since a behavior restarts a timer at each pong. */
    default void requirePongs() {}

    /** Cancels all timers, since the server is closed. */
    default void close() {}
}
