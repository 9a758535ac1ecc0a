package io.github.windsock.benchmarks.waiting;

import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.benchmarks.Csv;
import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Events;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;

/** The time from a change in one thread to the return of a wait for it in another. */
public final class Waiting {

    /** Longer than a test needs to begin to wait, and never the same, so that no poll falls in with it. */
    private static final long LEAST_DELAY_NANOS = 3_000_000;

    private Waiting() {}

    /** A way to wait, used once for each sample. */
    private interface Way {

        /** Does what comes before the change; called by the other thread. */
        default void prepare() {}

        /** Makes the change; called by the other thread. */
        void change();

        /** Waits for it. */
        void await() throws InterruptedException;
    }

    /**
     * Takes the samples of all ways, way by way in turn.
     *
     * @param folder where the raw results go, as {@code waiting.csv}
     * @param samples the number of samples of each way
     * @throws IOException if the results cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void run(Path folder, int samples) throws IOException, InterruptedException {
        Csv results = Csv.create(folder.resolve("waiting.csv"), "sample", "way", "wake_up_us");
        for (int sample = 1; sample <= samples; sample++) {
            for (Map.Entry<String, Way> way : ways().entrySet()) {
                long nanos = measure(way.getValue(), LEAST_DELAY_NANOS + sample * 7919L % 5_000_000);
                results.add(sample, way.getKey(), nanos / 1000.0);
            }
        }
    }

    private static Map<String, Way> ways() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("a bare condition", new Bare());
        ways.put("Windsock: an assertion", new Assertion());
        ways.put("Windsock: await on an own state; 0.3 ms after the message", new OwnState());
        ways.put("Awaitility; poll of 1 ms", new Polling(Duration.ofMillis(1)));
        ways.put("Awaitility; its defaults", new Polling(Duration.ZERO));
        return ways;
    }

    private static long measure(Way way, long delay) throws InterruptedException {
        long[] changed = new long[1];
        Thread other = new Thread(() -> {
            long due = System.nanoTime() + delay;
            for (long left = delay; left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left); // what is measured is a change that comes at a time of its own
            }
            way.prepare();
            changed[0] = System.nanoTime();
            way.change();
        });
        other.start();
        way.await();
        long woken = System.nanoTime();
        other.join();
        return woken - changed[0];
    }

    private static final class Bare implements Way {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition condition = lock.newCondition();
        private boolean isChanged;

        @Override
        public void change() {
            lock.lock();
            try {
                isChanged = true;
                condition.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void await() throws InterruptedException {
            lock.lock();
            try {
                while (!isChanged) {
                    condition.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Assertion implements Way {

        private final Journal journal = Journal.create();
        private final Ledger ledger = journal.openClient();

        @Override
        public void change() {
            ledger.record(Events.note("changed", ""));
        }

        @Override
        public void await() {
            journal.await(ledger, this::look);
        }

        private Answer<Entry> look() {
            return ledger.entries().stream()
                    .findFirst()
                    .map(entry -> Answer.found(entry, entry))
                    .orElseGet(Answer::pending);
        }
    }

    /** A user's state that follows a message a little later, which the journal does not see. */
    private static final class OwnState implements Way {

        private static final long LATER_NANOS = 300_000;

        private final Journal journal = Journal.create();
        private final Ledger ledger = journal.openClient();
        private volatile boolean isChanged;

        @Override
        public void prepare() {
            ledger.record(Events.note("message", ""));
            long due = System.nanoTime() + LATER_NANOS;
            while (System.nanoTime() < due) {
                Thread.onSpinWait(); // a parked thread would come too late to say when
            }
        }

        @Override
        public void change() {
            isChanged = true;
        }

        @Override
        public void await() {
            WebSocketAssertions.await(journal).until(() -> isChanged);
        }
    }

    private static final class Polling implements Way {

        private final Duration interval;
        private volatile boolean isChanged;

        Polling(Duration interval) {
            this.interval = interval;
        }

        @Override
        public void change() {
            isChanged = true;
        }

        @Override
        public void await() {
            if (interval.isZero()) {
                Awaitility.await().until(() -> isChanged);
            } else {
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(interval)
                        .until(() -> isChanged);
            }
        }
    }
}
