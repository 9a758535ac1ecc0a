package io.github.windsock.client.internal.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is large is encoded elsewhere, in its turn. The other thread is this one, later. */
class OutboxTests {
    private static final int LARGE = 64 << 20;

    private final Object lock = new Object();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final Outbox outbox = new Outbox(lock, later::add);

    private void send(int bytes, String what) {
        synchronized (lock) {
            Runnable sending = () -> sent.add(what + (Thread.holdsLock(lock) ? " at once" : " later"));
            if (outbox.isFree(bytes)) {
                sending.run();
            } else {
                outbox.add(sending);
            }
        }
    }

    private void runLater() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Test
    void what_is_small_is_sent_at_once() {
        send(1, "a");
        send(1000, "b");
        assertEquals(List.of("a at once", "b at once"), sent);
    }

    @Test
    void what_is_large_leaves_the_caller_and_its_lock_free() {
        send(LARGE, "a");
        assertEquals(List.of(), sent);
        runLater();
        assertEquals(List.of("a later"), sent);
    }

    @Test
    void nothing_overtakes_what_is_large() {
        send(1, "a");
        send(LARGE, "b");
        send(1, "c");
        send(LARGE, "d");
        assertEquals(List.of("a at once"), sent);
        runLater();
        assertEquals(List.of("a at once", "b later", "c later", "d later"), sent);
        send(1, "e");
        assertEquals("e at once", sent.get(4));
    }

    @Test
    void nothing_overtakes_what_was_sent_meanwhile() {
        synchronized (lock) {
            outbox.add(() -> {
                sent.add("a");
                send(1, "b");
            });
        }
        runLater();
        assertEquals(List.of("a", "b later"), sent);
    }

    @Test
    void what_had_no_thread_is_sent_before_the_next() {
        boolean[] hasMemory = {false};
        Outbox poor = new Outbox(lock, sending -> {
            if (!hasMemory[0]) {
                throw new OutOfMemoryError("no more threads");
            }
            later.add(sending);
        });
        synchronized (lock) {
            assertThrows(OutOfMemoryError.class, () -> poor.add(() -> sent.add("a")));
            assertFalse(poor.isFree(1), "what is small overtakes it");
            hasMemory[0] = true;
            poor.add(() -> sent.add("b"));
        }
        runLater();
        assertEquals(List.of("a", "b"), sent);
        assertTrue(poor.isFree(1));
    }

    @Test
    void a_defect_stops_nothing_behind_it() {
        List<Throwable> seen = new ArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> seen.add(e));
        try {
            synchronized (lock) {
                outbox.add(() -> {
                    throw new StackOverflowError("a defect");
                });
            }
            send(1, "close");
            runLater();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }
        assertEquals(
                List.of("a defect"), seen.stream().map(Throwable::getMessage).toList());
        assertEquals(List.of("close later"), sent);
    }
}
