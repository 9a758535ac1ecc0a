package io.github.windsock.server.internal.clock;

import java.time.Duration;

/** Runs all timers of a server's behaviors; the engine runs those of the handshake and of closing. */
public interface BehaviorTimers {

    /** By the engine's timer. */
    BehaviorTimers REAL = (thread, what, delay, task) -> thread.schedule(delay, task);

    /**
     * Runs a task later.
     *
     * @param thread on which it runs
     * @param what whose timer it is, in words
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    Runnable schedule(TimerThread thread, String what, Duration delay, Runnable task);

    /** Returns whether time passes only when the test says so. */
    default boolean isDrivenByTest() {
        return false;
    }

    /** Some behavior plans anew when the client answers a ping: from now on that comes before what is due later. */
    default void mindPongs() {}

    /** The server is closed: nothing runs any more. */
    default void close() {}
}
