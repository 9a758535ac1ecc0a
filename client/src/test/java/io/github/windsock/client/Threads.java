package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

/** Looks at the threads of this room. */
final class Threads {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Threads() {}

    static List<Thread> of(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    /** Waits until all have ended, each by itself. */
    static void awaitNone() throws InterruptedException {
        for (Thread thread : of("windsock-")) {
            assertTrue(thread.isDaemon(), thread.getName());
            thread.join(LIMIT.toMillis());
            assertEquals(Thread.State.TERMINATED, thread.getState(), thread.getName());
        }
    }
}
