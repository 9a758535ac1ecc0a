package io.github.windsock.benchmarks.waiting;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Message;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.benchmarks.csv.Csv;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;

/** Measures the time from a change in one thread to the end of a wait for it in another. */
public final class Waiting {

    /**
     * Longer than a test needs to start its wait; a varying time is added, so that polls are not in step with the
     * change.
     */
    private static final long LEAST_DELAY_NANOS = 3_000_000;

    private Waiting() {}

    /** A way to wait; a new one for each sample. */
    private interface Way {

        /** Prepares the change; called by the other thread. */
        default void prepare() {}

        /** Makes the change; called by the other thread. */
        void change();

        /** Waits for it. */
        void await() throws InterruptedException;
    }

    /**
     * Measures all ways, in each round in a different order: the previous way, such as a poll that let both processors
     * sleep, affects a result as much as the way itself.
     *
     * @param folder the folder for the raw results, as {@code waiting.csv}
     * @param samples the number of samples of each way
     * @throws IOException if the results cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void run(Path folder, int samples) throws IOException, InterruptedException {
        Csv results = Csv.create(folder.resolve("waiting.csv"), "sample", "way", "wake_up_us");
        for (int sample = 1; sample <= samples; sample++) {
            Map<String, Way> ways = ways();
            Map<String, Long> nanos = new HashMap<>();
            for (String way : shuffled(ways.keySet(), sample)) {
                long delay = LEAST_DELAY_NANOS + sample * 7919L % 5_000_000;
                nanos.put(way, measure(requireNonNull(ways.get(way)), delay));
            }
            for (String way : ways.keySet()) {
                results.add(sample, way, requireNonNull(nanos.get(way)) / 1000.0);
            }
        }
    }

    private static List<String> shuffled(Set<String> names, int seed) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
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
                LockSupport.parkNanos(left); // the change must come at an independent time
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

        private final PartyLog log = Recorder.create().openClient();
        private final Party party = log;
        private final Event message = Events.received(Message.text("changed"));

        @Override
        public void change() {
            log.record(message);
        }

        @Override
        public void await() {
            WebSocketAssertions.assertReceived("changed", party);
        }
    }

    /** State of user code that changes shortly after a message, unseen by the journal. */
    private static final class OwnState implements Way {

        private static final long LATER_NANOS = 300_000;

        private final Recorder journal = Recorder.create();
        private final PartyLog log = journal.openClient();
        private volatile boolean isChanged;

        @Override
        public void prepare() {
            log.record(Events.note("message", ""));
            long due = System.nanoTime() + LATER_NANOS;
            while (System.nanoTime() < due) {
                Thread.onSpinWait(); // a parked thread would wake up too late
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
