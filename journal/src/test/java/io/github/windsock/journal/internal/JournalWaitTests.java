package io.github.windsock.journal.internal;

import static io.github.windsock.journal.internal.JournalSupport.assertMet;
import static io.github.windsock.journal.internal.JournalSupport.received;
import static io.github.windsock.journal.internal.JournalSupport.start;
import static io.github.windsock.journal.internal.JournalSupport.started;
import static io.github.windsock.journal.internal.JournalSupport.text;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.journal.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** When a wait on a journal ends, and what it ends with. */
@Timeout(60)
class JournalWaitTests {

    private static final Duration LONG = ofSeconds(30);

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(LONG));
    private final PartyLog client = journal.openClient();

    @Test
    void no_wake_up_is_lost() throws Exception {
        PartyLog server = journal.openServer(null);
        FutureTask<Void> echo = started(() -> {
            for (int i = 0; i < 2000; i++) {
                journal.await(server, received(server, "ping"));
                client.record(text("pong"));
            }
            return null;
        });

        for (int i = 0; i < 2000; i++) {
            server.record(text("ping"));
            assertMet(journal.await(client, received(client, "pong")));
        }
        echo.get();
    }

    @Test
    void a_signal_wakes_waits_for_what_is_no_entry() throws Exception {
        List<String> state = new ArrayList<>(List.of("busy"));
        SynchronousQueue<String> asked = new SynchronousQueue<>();
        FutureTask<Outcome<String>> wait = started(() -> journal.await(client, () -> {
            boolean isFirst = state.remove("busy");
            return isFirst ? afterTelling(asked) : Answer.found("idle");
        }));

        asked.take();
        journal.signal();

        assertEquals(new Outcome.Met<>("idle"), wait.get());
    }

    @Test
    void a_wait_ends_as_soon_as_it_cannot_succeed() {
        Outcome<String> outcome = journal.await(client, () -> Answer.never("client#1 is closed"));

        assertEquals(new Outcome.Missed<>("client#1 is closed"), outcome);
    }

    @Test
    void a_wait_ends_with_its_timeout() {
        assertEquals(new Outcome.Missed<>("after 20 ms"), journal.await(client, ofMillis(20), Answer::pending));
    }

    @Test
    void a_wait_of_zero_only_looks() {
        assertEquals(new Outcome.Missed<>("not there"), journal.await(client, ZERO, Answer::pending));
        assertEquals(new Outcome.Missed<>("not there"), journal.await(client, ofMillis(-1), Answer::pending));
        assertEquals(new Outcome.Met<>("it"), journal.await(client, ZERO, () -> Answer.found("it")));
    }

    @Test
    void a_wait_may_last_for_centuries() throws Exception {
        FutureTask<Outcome<Message>> wait =
                started(() -> journal.await(client, ofDays(1_000_000), received(client, "at last")));
        client.record(text("at last"));

        assertMet(wait.get());
    }

    @Test
    void what_a_question_prepares_holds_up_nobody() throws Exception {
        CountDownLatch preparing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<Outcome<Integer>> wait = started(() -> journal.await(client, new Question<>() {
            private int prepared = -1;

            @Override
            public void prepare() {
                preparing.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                prepared = client.entries().size();
            }

            @Override
            public Answer<Integer> ask() {
                int seen = client.entries().size();
                if (seen > prepared) {
                    return Answer.again();
                }
                return seen == 3 ? Answer.found(seen) : Answer.pending();
            }
        }));
        preparing.await();

        for (int i = 0; i < 3; i++) {
            client.record(text("while a matcher of the user's runs"));
        }
        end.countDown();

        assertEquals(new Outcome.Met<>(3), wait.get());
    }

    @Test
    void a_wait_sleeps_on_through_what_cannot_be_an_answer() throws Exception {
        SynchronousQueue<String> asked = new SynchronousQueue<>();
        List<Integer> looks = new ArrayList<>();
        FutureTask<Outcome<Integer>> wait = started(() -> journal.await(client, new Question<>() {
            @Override
            public Answer<Integer> ask() {
                int seen = client.entries().size();
                looks.add(seen);
                return seen == 0 ? afterTelling(asked) : Answer.found(seen);
            }

            @Override
            public boolean mayHaveAnswer() {
                return client.entries().size() == 3;
            }
        }));

        asked.take();
        for (int i = 0; i < 3; i++) {
            client.record(text("one of three"));
        }

        assertEquals(new Outcome.Met<>(3), wait.get());
        assertEquals(List.of(0, 3), looks);
    }

    @Test
    void a_wait_for_a_state_is_woken_only_for_its_answer() throws Exception {
        SynchronousQueue<String> asked = new SynchronousQueue<>();
        List<Integer> looks = new ArrayList<>();
        FutureTask<Outcome<Integer>> wait = started(() -> journal.await(client, Question.ofState(() -> {
            int seen = client.entries().size();
            looks.add(seen);
            if (seen == 0) {
                return afterTelling(asked);
            }
            return seen == 2 ? Answer.found(seen) : Answer.pending();
        })));

        asked.take();
        client.record(text("one"));
        client.record(text("two"));

        assertEquals(new Outcome.Met<>(2), wait.get());
        assertEquals(List.of(0, 1, 2, 2), looks); // the second entry is looked at by who brings it, and by the wait
    }

    @Test
    void a_wait_without_time_looks_at_what_could_be_prepared() {
        assertEquals(new Outcome.Missed<>("not there"), journal.await(client, ZERO, Answer::again));
        assertEquals(new Outcome.Missed<>("after 5 ms"), journal.await(client, ofMillis(5), Answer::again));
    }

    @Test
    void an_interrupt_ends_a_wait_at_once_and_stays_set() throws Exception {
        SynchronousQueue<String> asked = new SynchronousQueue<>();
        FutureTask<Boolean> wait = new FutureTask<>(() -> {
            Outcome<String> outcome = journal.await(client, () -> afterTelling(asked));
            assertEquals(new Outcome.Missed<>("interrupted while waiting", true), outcome);
            return Thread.currentThread().isInterrupted();
        });
        Thread waiter = start(wait);

        asked.take();
        waiter.interrupt();

        assertTrue(wait.get());
    }

    @Test
    void an_interrupted_thread_still_finds_what_is_there() throws Exception {
        FutureTask<Boolean> wait = started(() -> {
            Thread.currentThread().interrupt();
            assertEquals(new Outcome.Met<>("it"), journal.await(client, () -> Answer.found("it")));
            return Thread.currentThread().isInterrupted();
        });

        assertTrue(wait.get());
    }

    @Test
    void every_wait_has_its_whole_timeout_whatever_waits_before_it_took() {
        Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofMillis(30)));
        PartyLog slow = journal.openClient();

        assertEquals(new Outcome.Missed<>("after 30 ms"), journal.await(slow, Answer::pending));
        assertEquals(new Outcome.Missed<>("after 251 ms"), journal.await(slow, ofMillis(251), Answer::pending));
    }

    @Test
    void a_watch_takes_its_time_and_ends_with_what_it_finds() {
        assertEquals(new Outcome.Missed<>("after 31 ms"), journal.watch(client, ofMillis(31), Answer::pending));
        assertEquals(new Outcome.Missed<>("over"), journal.watch(client, LONG, () -> Answer.never("over")));
        assertEquals(new Outcome.Met<>("it"), journal.watch(client, LONG, () -> Answer.found("it")));
    }

    @Test
    void a_wait_on_a_loop_is_refused() {
        LoopThread.run("the event loop of page#1", () -> {
            String message = "cannot wait on the event loop of page#1: what is waited for could never happen;"
                    + " assert in the test's thread, or look without waiting";
            assertRefused(message, () -> journal.await(client, Answer::pending));
            assertRefused(message, () -> journal.awaitChange(0, 1));
            LoopThread.run("a server's thread", () -> {});
            assertRefused(message, () -> journal.await(client, Answer::pending));
        });

        assertEquals(new Outcome.Met<>("it"), journal.await(client, () -> Answer.found("it")));
    }

    @Test
    void a_change_is_awaited_from_the_version_that_was_seen() throws Exception {
        long seen = journal.version();
        assertEquals(seen, journal.awaitChange(seen, 1000));

        client.record(text("a"));
        assertEquals(seen + 1, journal.awaitChange(seen, LONG.toNanos()));
        assertEquals(seen + 1, journal.version());
    }

    @Test
    void waiting_for_a_change_can_be_interrupted() throws Exception {
        FutureTask<Void> wait = started(() -> {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> journal.awaitChange(journal.version(), LONG.toNanos()));
            return null;
        });
        wait.get();
    }

    private static void assertRefused(String message, Executable wait) {
        assertEquals(message, assertThrows(IllegalStateException.class, wait).getMessage());
    }

    /** The question is asked under the lock, so whoever is told cannot be faster than the wait. */
    private static <T> Answer<T> afterTelling(SynchronousQueue<String> told) {
        try {
            told.put("asked");
            return Answer.pending();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
