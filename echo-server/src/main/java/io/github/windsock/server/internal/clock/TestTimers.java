package io.github.windsock.server.internal.clock;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.LoopThread;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Timers that run when a test advances the clock. They run one after another, each on its thread of the engine, in the
 * order of their times and then of their creation. After each point in time it waits for all effects, including the
 * clients' answers, since these can cancel or restart later timers. It does not wait for pongs that nothing depends on,
 * because most timers in a long period are pings.
 */
public final class TestTimers {
    private static final Duration MAX_ADVANCE = Duration.ofDays(3650);

    private final ReentrantLock advancing = new ReentrantLock(true);
    private final Supplier<String> hint = this::waiting;

    // All guarded by this.
    private final TreeSet<Planned> planned =
            new TreeSet<>(Comparator.comparing(Planned::due).thenComparing(Planned::number));
    private final List<ServerTimers> servers = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private long scheduled;
    private boolean requiresPongs;

    /** A pending timer. */
    private record Planned(
            Duration due,
            long number,
            ServerTimers server,
            TimerThread thread,
            String what,
            Runnable task,
            AtomicBoolean isCancelled) {}

    /** The timers of one server. */
    final class ServerTimers extends BehaviorTimers {
        private final Recorder journal;
        private final Duration timeout;

        ServerTimers(Recorder journal, Duration timeout) {
            this.journal = journal;
            this.timeout = timeout;
        }

        @Override
        public Runnable schedule(TimerThread thread, String what, Duration delay, Runnable task) {
            return plan(this, thread, what, delay, task);
        }

        @Override
        public boolean isDrivenByTest() {
            return true;
        }

        @Override
        public void requirePongs() {
            TestTimers.this.requirePongs();
        }

        @Override
        public void close() {
            detach(this);
        }
    }

    /**
     * Adds a server and returns its timers.
     *
     * @param timeout the timeout for the effects of its timers
     */
    public synchronized BehaviorTimers attach(Recorder journal, Duration timeout) {
        ServerTimers server = new ServerTimers(journal, timeout);
        servers.add(server);
        journal.addHint(hint);
        return server;
    }

    private synchronized void requirePongs() {
        requiresPongs = true;
    }

    private synchronized boolean requiresPongs() {
        return requiresPongs;
    }

    private synchronized void detach(ServerTimers server) {
        servers.remove(server);
        planned.removeIf(each -> each.server == server);
        server.journal.removeHint(hint);
    }

    private synchronized Runnable plan(
            ServerTimers server, TimerThread thread, String what, Duration delay, Runnable task) {
        Planned timer = new Planned(now.plus(delay), scheduled++, server, thread, what, task, new AtomicBoolean());
        if (servers.contains(server)) {
            planned.add(timer);
        }
        return () -> cancel(timer);
    }

    /** Cancels a timer, also one that is due and waits for its thread. */
    private synchronized void cancel(Planned timer) {
        timer.isCancelled.set(true);
        planned.remove(timer);
    }

    /** Returns the time that has passed. */
    public synchronized Duration now() {
        return now;
    }

    /** Describes the pending timers in the order in which they will run. */
    public synchronized List<String> planned() {
        return planned.stream().map(this::describe).toList();
    }

    private String describe(Planned timer) {
        return timer.what + " in " + Durations.format(timer.due.minus(now));
    }

    /** Returns a hint for a failed wait: the pending timers, and what to do; empty if there are none. */
    private synchronized String waiting() {
        if (planned.isEmpty()) {
            return "";
        }
        int count = planned.size();
        Planned next = planned.first();
        return count + (count == 1 ? " timer waits" : " timers wait") + " on the test's clock; the next is due in "
                + Durations.format(next.due.minus(now)) + ": " + next.what + "; call clock.advance(..)";
    }

    /**
     * Advances the clock. Calls of several threads run one after another.
     *
     * @throws IllegalArgumentException if the time is out of range
     * @throws IllegalStateException on a thread where waiting would be a deadlock
     */
    public void advance(Duration time) {
        requirePossible(time);
        requireOtherThread();
        advancing.lock();
        try {
            settle(time);
            advanceTo(now().plus(time), time);
        } finally {
            advancing.unlock();
        }
    }

    private static void requirePossible(Duration time) {
        if (time.isNegative() || time.compareTo(MAX_ADVANCE) > 0) {
            throw new IllegalArgumentException(
                    "time " + Durations.format(time) + " is not between 0 s and " + Durations.format(MAX_ADVANCE) + "");
        }
    }

    private void requireOtherThread() {
        LoopThread.refuseToWait();
        if (BehaviorCode.isRunning()) {
            throw new IllegalStateException("cannot advance the clock in a behavior's code, because advancing waits for"
                    + " that code; advance it in the test's thread");
        }
    }

    private void advanceTo(Duration end, Duration time) {
        boolean isUnconfirmed = false;
        for (Duration moment = nextMoment(end); moment != null; moment = nextMoment(end)) {
            long before = traffic();
            moveTo(moment);
            boolean needsNone = !requiresPongs();
            for (Planned due = take(moment); due != null; due = take(moment)) {
                needsNone &= run(due, time);
            }
            isUnconfirmed = needsNone && traffic() == before && isDecided();
            if (!isUnconfirmed) {
                settle(time);
            }
        }
        moveTo(end);
        if (isUnconfirmed) {
            settle(time); // waits for the last pings
        }
    }

    private synchronized @Nullable Duration nextMoment(Duration end) {
        return planned.isEmpty() || planned.first().due.compareTo(end) > 0 ? null : planned.first().due;
    }

    private synchronized void moveTo(Duration moment) {
        now = moment;
    }

    private synchronized @Nullable Planned take(Duration moment) {
        return planned.isEmpty() || planned.first().due.compareTo(moment) > 0 ? null : planned.pollFirst();
    }

    /** Runs a timer; returns whether everything that it sent has been written. */
    private boolean run(Planned timer, Duration time) {
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean isIdle = new AtomicBoolean();
        timer.thread.execute(() -> {
            try {
                if (!timer.isCancelled.get()) {
                    timer.task.run();
                }
                isIdle.set(timer.thread.isIdle());
            } finally {
                done.countDown();
            }
        });
        if (!isDone(done, timer.server)) {
            String within = " has not come to its end within " + Durations.format(timer.server.timeout);
            boolean isInterrupted = Thread.currentThread().isInterrupted();
            throw failure(timer.server.journal, time, isInterrupted ? Outcome.INTERRUPTED : timer.what + within);
        }
        return isIdle.get();
    }

    private static boolean isDone(CountDownLatch done, ServerTimers server) {
        try {
            if (!server.journal.settings().isTimeoutInForce()) {
                done.await();
                return true;
            }
            return done.await(TimeUnit.NANOSECONDS.convert(server.timeout), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until everything sent so far has arrived and the other ends have answered. */
    private void settle(Duration time) {
        journals().forEach((journal, timeout) -> {
            Fence fence = Fence.behindAll(journal, timeout);
            if (!fence.pass()) {
                throw failure(journal, time, fence.why());
            }
        });
    }

    private static AssertionError failure(Recorder journal, Duration time, String why) {
        return Failure.of(() -> journal, "cannot advance the clock by " + Durations.format(time), why);
    }

    private synchronized Map<Recorder, Duration> journals() {
        Map<Recorder, Duration> journals = new LinkedHashMap<>();
        servers.forEach(server -> journals.putIfAbsent(server.journal, server.timeout));
        return journals;
    }

    private long traffic() {
        return journals().keySet().stream().mapToLong(Recorder::traffic).sum();
    }

    private boolean isDecided() {
        return journals().keySet().stream()
                .allMatch(journal -> journal.pending().isNothing());
    }
}
