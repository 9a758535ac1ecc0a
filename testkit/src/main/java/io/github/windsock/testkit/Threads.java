package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at the threads of this JVM. */
public final class Threads {
    private static final int LIMIT_MILLIS = 20_000;

    private Threads() {}

    /**
     * Returns the threads whose names begin with a prefix.
     *
     * @param prefix the prefix, such as {@code windsock-}
     */
    public static List<Thread> of(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    /** Waits until all threads of Windsock have ended, each by itself. All of them are daemons. */
    public static void awaitNone() throws InterruptedException {
        for (Thread thread : of("windsock-")) {
            assertTrue(thread.isDaemon(), thread.getName());
            thread.join(LIMIT_MILLIS);
            assertFalse(thread.isAlive(), () -> thread.getName() + " is left, at " + List.of(thread.getStackTrace()));
        }
    }

    /**
     * Runs a task, on another thread, as soon as the current thread waits for a condition. A test that says this before it
     * asserts something is certain that the assertion has begun when the task runs.
     *
     * @param task the task
     */
    public static void onceThisOneWaits(Runnable task) {
        Thread waiting = Thread.currentThread();
        Thread watching = new Thread(
                () -> {
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
                    while (!isWaiting(waiting) && System.nanoTime() < end) { // a thread that never waits is a failure
                        Thread.onSpinWait();
                    }
                    task.run();
                },
                "once-it-waits");
        watching.setDaemon(true);
        watching.start();
    }

    /** Returns whether a thread waits for a condition. Waiting for a lock is not that. */
    private static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().endsWith("$ConditionObject"));
    }
}
