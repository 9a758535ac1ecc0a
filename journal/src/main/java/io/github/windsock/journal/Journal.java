package io.github.windsock.journal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.ReadyState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one ordered record of a test: attempts, handshakes, messages, control frames, faults and closes of both ends.
 *
 * <p>Entries are appended when their cause happens and never move. The journal also owns the one wait of Windsock: every
 * assertion and every {@code awaitX} is a {@link Question} that it asks again after each change, never by the clock.
 *
 * <p>Its memory is bounded: it holds a number of entries and of payload bytes, and drops the oldest beyond that. Assertions
 * that something did <em>not</em> happen, or how often it did, do not pass across such a gap.
 *
 * <p>All methods may be called from any thread.
 *
 * @since 1.0
 */
public final class Journal implements Recorded {

    /** The size in bytes above which a journal keeps only length, SHA-256, head and tail of a payload: {@value}. */
    public static final int WHOLE_PAYLOAD_BYTES = 1 << 20;

    private static final int REMEMBERED_KEYS = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Settings settings;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final PartyLog door = new PartyLog(this, "server", false);
    private final PendingDecisions pending = new PendingDecisions(this::signal);

    // All guarded by the lock.
    private final Entries entries = new Entries();
    private final Map<String, PartyLog> expected = new LinkedHashMap<>();
    private final Set<PartyLog> open = new LinkedHashSet<>();
    private final List<TaskQueue> queues = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private Window window;
    private String address = "";
    private long nextSequence;
    private int connections;
    private long keptBytes;
    private long dropped;
    private long version;
    private long traffic;
    private int waiters;
    private final Map<Integer, String> outages = new HashMap<>();

    /** What a test sees: the entries from one on. */
    private record Window(String title, long start) {}

    private Journal(Settings settings) {
        this.settings = settings;
        this.window = new Window("", 0);
    }

    /**
     * Returns a new journal with the default settings, read from system properties.
     *
     * @return the journal
     */
    public static Journal create() {
        return create(Settings.ofSystemProperties());
    }

    /**
     * Returns a new journal.
     *
     * @param settings its timeout and limits
     * @return the journal
     */
    public static Journal create(Settings settings) {
        return new Journal(requireNonNull(settings, "settings must not be null"));
    }

    @Override
    public Journal journal() {
        return this;
    }

    /**
     * Returns the settings of this journal.
     *
     * @return the settings
     */
    public Settings settings() {
        return settings;
    }

    /**
     * Returns the wall-clock time at which the journal started; the times of entries count from there.
     *
     * @return the start
     */
    public Instant start() {
        return start;
    }

    /**
     * Returns the entries of the present window.
     *
     * @return a snapshot in order
     */
    public List<Entry> entries() {
        lock.lock();
        try {
            return entries.since(window.start);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells whether the bounded journal dropped entries that belong to the present window, of whatever party.
     *
     * @return whether there is a gap, across which no negative, counting or exact assertion may pass
     */
    public boolean hasGap() {
        return locked(() -> droppedInWindow() > 0);
    }

    /**
     * Returns what was appended after an entry, for those who follow a journal.
     *
     * @param sequence the {@linkplain Entry#sequence() sequence} of the last entry that was seen, -1 for none; if the first
     *     entry returned does not follow it, those between have been dropped
     * @return a snapshot in order, whatever the window
     */
    public List<Entry> entriesAfter(long sequence) {
        return locked(() -> entries.since(sequence + 1));
    }

    /**
     * Returns the timeline of the present window; its times count from the first entry that it shows.
     *
     * @return a snapshot that prints as text
     */
    public Timeline timeline() {
        return locked(() -> {
            String title = address.isEmpty() || window.title.isEmpty()
                    ? window.title + address
                    : window.title + " · " + address;
            List<Entry> shown = entries();
            return new Timeline(title, shown.isEmpty() ? 0 : shown.get(0).nanos(), shown, droppedInWindow());
        });
    }

    /**
     * Begins a window: entries so far are no longer seen by assertions, queries and the timeline.
     *
     * @param title what the timeline is headed with, such as the name of the test
     */
    public void beginWindow(String title) {
        lock.lock();
        try {
            window = new Window(title, nextSequence);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the address that heads the timeline.
     *
     * @param address such as the URI of the server
     */
    public void describe(String address) {
        locked(() -> this.address = address);
    }

    /**
     * Notes that a server of this journal is down, so that a client that is refused can say so.
     *
     * @param port the server's port
     */
    public void beginOutage(int port) {
        locked(() -> outages.put(port, window.title));
    }

    /**
     * Notes that a server of this journal is no longer down.
     *
     * @param port the server's port
     */
    public void endOutage(int port) {
        locked(() -> outages.remove(port));
    }

    /**
     * Returns who took down the server on a port.
     *
     * @param port the port that refuses connects
     * @return such as {@code the server is down since FeedTests.a(EchoServer) called goDown()}, empty if no server of this
     *     journal is down there
     */
    public Optional<String> outage(int port) {
        return Optional.ofNullable(locked(() -> outages.get(port)))
                .map(title -> title.isEmpty()
                        ? "the server is down, by EchoServer.goDown()"
                        : "the server is down since " + title + " called goDown()");
    }

    /**
     * Shortens a URL that leads to the address at the head of the timeline, which says the rest.
     *
     * @param url the URL
     * @return its path and query, or the whole URL if it leads elsewhere
     */
    public String relative(String url) {
        String head = locked(() -> address);
        boolean isThere = !head.isEmpty() && url.startsWith(head) && url.startsWith("/", head.length());
        return isThere ? url.substring(head.length()) : url;
    }

    /**
     * Returns the ledger for what happens at a server's door outside any connection.
     *
     * @return the ledger named {@code server}
     */
    public PartyLog door() {
        return door;
    }

    /**
     * Returns what counts the decisions that servers have still to make about what this journal tells.
     *
     * @return always the same
     */
    public PendingDecisions pending() {
        return pending;
    }

    /**
     * Tells that a server of this journal listens, so that sockets on their way to it are waited for.
     *
     * @param port its port
     */
    public void addServer(int port) {
        locked(() -> ports.add(port));
    }

    /**
     * Tells that a server does not listen any more.
     *
     * @param port its port
     */
    public void removeServer(int port) {
        locked(() -> ports.remove((Integer) port));
    }

    /**
     * Tells of a queue of tasks that may do something to the parties of this journal, such as a page's event loop.
     *
     * @param queue the queue
     */
    public void addQueue(TaskQueue queue) {
        locked(() -> queues.add(queue));
    }

    /**
     * Tells that a queue does nothing any more.
     *
     * @param queue what was added
     */
    public void removeQueue(TaskQueue queue) {
        locked(() -> queues.remove(queue));
    }

    /**
     * Opens the ledger of a new client's socket.
     *
     * @return a ledger with the next number, such as {@code client#1}
     */
    public PartyLog openClient() {
        return locked(() -> opened(new PartyLog(this, "client#" + ++connections, true)));
    }

    private PartyLog opened(PartyLog party) {
        open.add(party);
        return party;
    }

    /**
     * Opens the ledger of a server's end.
     *
     * @param key the {@code Sec-WebSocket-Key} of the attempt, which pairs it with a client of this journal;
     *     {@code null} if there is none
     * @return a ledger such as {@code server#1}
     */
    public PartyLog openServer(@Nullable String key) {
        return locked(() -> {
            PartyLog client = key == null ? null : expected.remove(key);
            if (client == null) {
                PartyLog server = opened(new PartyLog(this, "server#" + ++connections, false));
                OtherJournals.meet(key, server);
                return server;
            }
            OtherJournals.forget(requireNonNull(key));
            PartyLog server = opened(new PartyLog(this, client.name().replace("client", "server"), false));
            server.pair(client);
            return server;
        });
    }

    /**
     * Waits until a question is answered, with the timeout of the settings.
     *
     * <p>Ends at once when the answer is found or can no longer come, and when the thread is interrupted (the interrupt
     * flag stays). There is no timeout while a debugger is attached.
     *
     * @param on the party waited on, {@code null} if it is no single one
     * @param question what to look for
     * @param <T> the type of what is looked for
     * @return how it ended
     * @throws IllegalStateException on a page's event loop or a server's thread, where it would never end
     */
    public <T> Outcome<T> await(@Nullable PartyLog on, Question<T> question) {
        return await(on, settings.timeout(), question);
    }

    /**
     * Waits until a question is answered, with a timeout of its own.
     *
     * @param on the party waited on, {@code null} if it is no single one
     * @param timeout the longest wait; zero only looks, a negative one is as zero
     * @param question what to look for
     * @param <T> the type of what is looked for
     * @return how it ended
     * @throws IllegalStateException on a page's event loop or a server's thread, where it would never end
     * @see #await(PartyLog, Question)
     */
    public <T> Outcome<T> await(@Nullable PartyLog on, Duration timeout, Question<T> question) {
        return await(on == null ? door : on, timeout, question, true);
    }

    private <T> Outcome<T> await(PartyLog on, Duration timeout, Question<T> question, boolean isTimeoutFailure) {
        LoopThread.refuseToWait();
        CallSite where = new CallSite();
        return new Wait<>(on, timeout, question, where, isTimeoutFailure).run();
    }

    /**
     * Watches for a time whether something comes, for assertions that it does not.
     *
     * @param on the party watched
     * @param duration how long to watch
     * @param question what must not be found; {@link Answer.Never} ends the watch early
     * @param <T> the type of what is looked for
     * @return {@link Outcome.Missed} if it did not come, {@link Outcome.Met} at once if it did
     * @throws IllegalStateException on a page's event loop or a server's thread
     */
    public <T> Outcome<T> watch(PartyLog on, Duration duration, Question<T> question) {
        return await(on, duration, question, false);
    }

    /**
     * Returns a number that grows with each change, for {@link #awaitChange}.
     *
     * @return the version
     */
    public long version() {
        return locked(() -> version);
    }

    /**
     * Waits until the journal has changed. The building block for waits on what the journal cannot see.
     *
     * @param seen the version that was read before the caller last looked
     * @param nanos the longest wait in nanoseconds
     * @return the version now
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException on a page's event loop or a server's thread
     */
    public long awaitChange(long seen, long nanos) throws InterruptedException {
        LoopThread.refuseToWait();
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (version == seen && left > 0) {
                left = sleepUntilChanged(left);
            }
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all waits, for a change that is no entry. */
    public void signal() {
        lock.lock();
        try {
            wake();
        } finally {
            lock.unlock();
        }
    }

    Entry append(PartyLog ledger, Event event, @Nullable ReadyState state, @Nullable Thread handler) {
        lock.lock();
        try {
            long nanos = System.nanoTime() - startNanos;
            ReadyState grown = ledger.grow(state);
            Entry entry = new Entry(nextSequence++, nanos, ledger, event, grown, handler);
            entries.add(entry);
            ledger.add(entry, grown);
            traffic += event.kind().isTraffic() ? 1 : 0;
            forgetIfSpent(ledger);
            keptBytes += event.keptBytes();
            while (entries.size() > settings.entries() || (keptBytes > settings.bytes() && entries.size() > 1)) {
                evictOldest();
            }
            wake();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    void handled(Entry entry) {
        lock.lock();
        try {
            entry.markHandled();
            forgetIfSpent(entry.ledger());
            wake();
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfSpent(PartyLog party) {
        if (party.isSpent()) {
            open.remove(party);
        }
    }

    void forget(PartyLog party) {
        locked(() -> open.remove(party));
    }

    /** The parties to which something may still happen. Called under the lock. */
    Set<PartyLog> openParties() {
        return open;
    }

    /** Called under the lock. */
    List<TaskQueue> queues() {
        return queues;
    }

    /** Returns a number that grows with each entry that may be the cause of another one. */
    long traffic() {
        return locked(() -> traffic);
    }

    /** Tells whether a socket is on its way to a server of this journal that has not seen it yet. Called under the lock. */
    boolean isBeingConnectedTo() {
        return open.stream().anyMatch(party -> ports.stream().anyMatch(party::isConnectingTo));
    }

    void expect(String key, PartyLog client) {
        OtherJournals.expect(key, client);
        locked(() -> {
            if (expected.size() >= REMEMBERED_KEYS) {
                expected.remove(expected.keySet().iterator().next());
            }
            return expected.put(key, client);
        });
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    long windowStart() {
        return window.start;
    }

    private long droppedInWindow() {
        return Math.max(0, dropped - window.start);
    }

    /** Entries are dropped in order, so the number dropped is also the sequence of the oldest that is kept. */
    private void evictOldest() {
        Entry oldest = entries.removeFirst();
        oldest.ledger().evict(oldest);
        keptBytes -= oldest.event().keptBytes();
        dropped++;
    }

    /** Returns where a listener is that still runs: the party's own first, but another's may keep it waiting too. */
    String runningListener(PartyLog on) {
        return Stream.concat(on.entries().stream(), entries().stream())
                .flatMap(entry -> RunningListener.of(entry).stream())
                .findFirst()
                .orElse("");
    }

    private void wake() {
        version++;
        if (waiters > 0) {
            changed.signalAll();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the wait that calls this is the loop
    private long sleepUntilChanged(long nanos) throws InterruptedException {
        waiters++;
        try {
            return changed.awaitNanos(nanos);
        } finally {
            waiters--;
        }
    }

    /** One wait. */
    private final class Wait<T> {

        private final PartyLog on;
        private final Duration timeout;
        private final long nanos;
        private final Question<T> question;
        private final CallSite where;
        private final boolean isTimeoutFailure;
        private final long begun = System.nanoTime();
        private boolean isTimedOut;

        Wait(PartyLog on, Duration timeout, Question<T> question, CallSite where, boolean isTimeoutFailure) {
            this.on = on;
            this.timeout = timeout.isNegative() ? Duration.ZERO : timeout;
            this.nanos = Durations.toNanos(this.timeout);
            this.question = question;
            this.where = where;
            this.isTimeoutFailure = isTimeoutFailure;
        }

        Outcome<T> run() {
            Outcome<T> outcome = null;
            while (outcome == null) {
                question.prepare(); // may be code of the user's, so no thread may wait for it: not under the lock
                outcome = askOrSleep();
            }
            return isTimedOut ? timedOut() : outcome;
        }

        /** Returns how it ended, or null when there may be news. */
        private @Nullable Outcome<T> askOrSleep() {
            lock.lock();
            try {
                Answer<T> answer = question.ask();
                if (answer instanceof Answer.Found<T> found) {
                    found.claims().forEach(entry -> entry.markClaimed(where));
                    return new Outcome.Met<>(found.value());
                }
                if (answer instanceof Answer.Never<T> never) {
                    return new Outcome.Missed<>(never.reason());
                }
                long left = nanos - (System.nanoTime() - begun);
                if (left <= 0 && !mayOutlastItsTimeout()) {
                    isTimedOut = true;
                    return new Outcome.Missed<>("");
                }
                if (answer instanceof Answer.Pending<T>) {
                    sleepUntilChanged(left > 0 ? left : nanos);
                }
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Outcome.Missed<>("interrupted while waiting");
            } finally {
                lock.unlock();
            }
        }

        /** A look is no wait, and a watch is meant to end. */
        private boolean mayOutlastItsTimeout() {
            return isTimeoutFailure && nanos > 0 && !settings.isTimeoutInForce();
        }

        private Outcome<T> timedOut() {
            return new Outcome.Missed<>(
                    (nanos == 0 ? "not there" : "after " + Durations.format(timeout)) + runningListener(on) + gap());
        }

        private String gap() {
            return on.hasGap()
                    ? "; the journal dropped older entries of " + on + ", raise windsock.journal.entries or .bytes"
                    : "";
        }
    }
}
