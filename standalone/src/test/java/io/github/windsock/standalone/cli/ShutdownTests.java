package io.github.windsock.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownTests {
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch said = new CountDownLatch(1);

    @Test
    void does_not_wait_longer_than_the_grace_for_what_does_not_end() throws Exception {
        Shutdown.run(this::waitForRelease, Duration.ofMillis(20));

        assertEquals(1, said.getCount(), "it is still being said");
        released.countDown();
        assertTrue(said.await(30, TimeUnit.SECONDS));
    }

    @Test
    void does_not_wait_for_ever_if_there_is_no_grace() {
        Shutdown.run(this::waitForRelease, Duration.ZERO);

        assertEquals(1, said.getCount(), "it is still being said");
        released.countDown();
    }

    private void waitForRelease() {
        try {
            released.await();
            said.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // no code here does
        }
    }

    @Test
    void does_not_wait_for_the_grace_if_all_is_said() {
        AtomicBoolean isSaid = new AtomicBoolean();

        Shutdown.run(() -> isSaid.set(true), Duration.ofHours(1));

        assertTrue(isSaid.get());
    }
}
