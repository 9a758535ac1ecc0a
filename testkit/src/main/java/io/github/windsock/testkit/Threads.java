package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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
     * Runs a task, on another thread, as soon as the current thread is parked for an object. A test that says this before it
     * asserts something is certain that the assertion has begun when the task runs.
     *
     * @param blocker the object, such as a journal
     * @param task the task
     * @see LockSupport#getBlocker
     */
    public static void onceThisOneWaitsFor(Object blocker, Runnable task) {
        Thread waiting = Thread.currentThread();
        once(() -> LockSupport.getBlocker(waiting) == blocker, task);
    }

    /** Runs a task, on another thread, as soon as the current thread waits with a timeout, for whatever it is. */
    public static void onceThisOneWaits(Runnable task) {
        Thread waiting = Thread.currentThread();
        once(() -> waiting.getState() == Thread.State.TIMED_WAITING, task);
    }

    private static void once(BooleanSupplier isSo, Runnable task) {
        Thread watching = new Thread(
                () -> {
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
                    while (!isSo.getAsBoolean()) {
                        if (System.nanoTime() > end) {
                            return; // it never waits, and the test fails
                        }
                        Thread.onSpinWait();
                    }
                    task.run();
                },
                "once-it-waits");
        watching.setDaemon(true);
        watching.start();
    }
}
