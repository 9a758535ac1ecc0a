package io.github.windsock.assertions;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a thread is held at, until somebody lets it go. */
final class Held {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void pass() {
        reached.countDown();
        await(released);
    }

    void passIf(boolean isMeant) {
        if (isMeant) {
            pass();
        }
    }

    void awaitReached() {
        await(reached);
    }

    void letGo() {
        released.countDown();
    }

    /** Who asks in the meantime has asked before. */
    void letGoSoon() {
        CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS).execute(this::letGo);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "nobody came, or let it go");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
