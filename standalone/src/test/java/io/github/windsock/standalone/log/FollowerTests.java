package io.github.windsock.standalone.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is told of a journal that others write to faster than anybody reads. */
class FollowerTests {
    private static final int FLOOD = 5_000;

    @Test
    void a_flood_is_told_whole_and_in_order_and_so_is_what_comes_after_it() throws Exception {
        Recorder journal = Recorder.create();
        List<Long> told = new CopyOnWriteArrayList<>();
        CountDownLatch flood = new CountDownLatch(FLOOD);
        CountDownLatch all = new CountDownLatch(FLOOD + 1);
        Follower.Reader reader = entry -> {
            told.add(entry.sequence());
            flood.countDown();
            all.countDown();
        };
        try (Follower follower = new Follower(journal, List.of(reader))) {
            follower.start();
            for (int i = 0; i < FLOOD; i++) {
                journal.general().record(Events.note("flood", ""));
            }
            assertTrue(flood.await(60, TimeUnit.SECONDS));
            journal.general().record(Events.note("one more", ""));
            assertTrue(all.await(60, TimeUnit.SECONDS));
        }

        assertEquals(LongStream.rangeClosed(0, FLOOD).boxed().toList(), told);
    }

    @Test
    void a_reader_that_fails_holds_up_nobody() {
        Recorder journal = Recorder.create();
        List<Long> told = new CopyOnWriteArrayList<>();
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            reported.add(failure);
            throw new IllegalStateException("a handler that fails too");
        });
        OutOfMemoryError failure = new OutOfMemoryError("for the test");
        Follower.Reader failing = entry -> {
            if (entry.sequence() == 0) {
                throw failure;
            }
            told.add(entry.sequence());
        };
        try (Follower follower = new Follower(journal, List.of(failing, entry -> told.add(10 + entry.sequence())))) {
            journal.general().record(Events.note("one", ""));
            journal.general().record(Events.note("two", ""));
            follower.start();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertEquals(List.of(10L, 1L, 11L), told);
        assertEquals(List.of(failure), reported);
    }
}
