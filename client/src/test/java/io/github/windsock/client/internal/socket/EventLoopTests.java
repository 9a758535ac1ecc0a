package io.github.windsock.client.internal.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The loop's thread is this one, later. */
class EventLoopTests {
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private boolean hasMemory = true;
    private final EventLoop loop = new EventLoop(this::start);

    private void start(Runnable thread) {
        if (!hasMemory) {
            throw new OutOfMemoryError("no more threads");
        }
        later.add(thread);
    }

    private void runLater() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Test
    void a_task_for_which_there_was_no_thread_runs_before_the_next_one() {
        hasMemory = false;
        assertThrows(OutOfMemoryError.class, () -> loop.execute(() -> ran.add("a")));
        hasMemory = true;
        loop.execute(() -> ran.add("b"));
        runLater();

        assertEquals(List.of("a", "b"), ran);
    }

    @Test
    void no_task_on_the_calling_thread_overtakes_one_for_which_there_was_no_thread() {
        EventLoop shared = new EventLoop(null, this::start);
        hasMemory = false;
        assertThrows(OutOfMemoryError.class, () -> shared.execute(() -> ran.add("a")));
        hasMemory = true;
        shared.whenIdle(() -> ran.add("b"));
        runLater();

        assertEquals(List.of("a", "b"), ran);
    }

    @Test
    void a_task_that_nobody_waits_for_any_more_does_not_run() {
        IllegalStateException busy = assertThrows(
                IllegalStateException.class, () -> loop.call(() -> ran.add("too late"), Duration.ofMillis(1)));
        loop.execute(() -> ran.add("next"));
        runLater();

        assertEquals("the page's event loop has been busy for 1 ms, so no socket can be made on it", busy.getMessage());
        assertEquals(List.of("next"), ran);
    }

    @Test
    void nor_does_one_whose_caller_was_told_that_there_is_no_thread() {
        hasMemory = false;
        assertThrows(OutOfMemoryError.class, () -> loop.call(() -> ran.add("too late"), Duration.ofSeconds(1)));
        hasMemory = true;
        loop.execute(() -> ran.add("next"));
        runLater();

        assertEquals(List.of("next"), ran);
    }

    @Test
    void an_error_stops_nothing_behind_it_even_if_nobody_can_be_told() {
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {
            throw new IllegalStateException("this one fails too", e);
        });
        try {
            loop.execute(() -> {
                throw new IllegalStateException("a defect");
            });
            loop.execute(() -> ran.add("a"));
            runLater();
            loop.execute(() -> ran.add("b"));
            runLater();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }

        assertEquals(List.of("a", "b"), ran);
    }

    @Test
    void a_condition_is_asked_while_no_task_runs() {
        EventLoop shared = new EventLoop(null);
        BooleanSupplier refuses = () -> ran.add("asked");

        shared.runHereUnless(() -> false, () -> {
            shared.runHereUnless(refuses, () -> ran.add("too early"));
            ran.add("the task before");
        });
        assertFalse(shared.runHereUnless(refuses, () -> ran.add("refused")));

        assertEquals(List.of("the task before", "asked"), ran);
    }
}
