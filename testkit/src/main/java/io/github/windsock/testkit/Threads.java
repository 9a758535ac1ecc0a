package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

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
}
