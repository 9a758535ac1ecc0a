package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Blocks a thread, such as that of a listener, until the test opens the gate. */
public final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Returns when the gate is open. Called by the thread that is to be blocked. */
    public void pass() {
        reached.countDown();
        await(opened);
    }

    /** Returns when a thread has reached the gate. */
    public void awaitReached() {
        await(reached);
    }

    /** Opens the gate for good. */
    public void open() {
        opened.countDown();
    }

    /** Opens the gate when the current thread waits for a journal: it has then seen how things were before. */
    public void openOnceThisThreadWaitsFor(Object journal) {
        Threads.onceThisOneWaitsFor(journal, this::open);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "no thread reached the gate, or nobody opened it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
