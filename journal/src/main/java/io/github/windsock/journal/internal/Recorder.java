package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.Timeline;
import io.github.windsock.journal.internal.WaitQueue.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of a journal. It keeps the entries in one order, together with the states of the parties, and
 * wakes waiting threads. Each assertion and each {@code awaitX} is a {@link Question} that is asked again after each
 * change; nothing polls.
 *
 * <p>All methods may be called from any thread.
 */
public final class Recorder implements Journal {

    /** What cannot cause other events. */
    private static final Set<Kind> QUIET =
            EnumSet.of(Kind.PING_SENT, Kind.PING_RECEIVED, Kind.PONG_SENT, Kind.PONG_RECEIVED, Kind.HTTP, Kind.NOTE);

    /** Guards the entries and the states of all parties. */
    final Object lock = new Object();

    private final Settings settings;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final PartyLog general = new PartyLog(this, Side.SERVER, 0);
    private final KnownServers servers = new KnownServers(this);
    private final Pairing pairing = new Pairing(this);
    private final PendingDecisions pending = new PendingDecisions(this);
    private final List<Supplier<String>> hints = new CopyOnWriteArrayList<>();

    // All guarded by the lock.
    private final KeptEntries entries;
    private final WaitQueue waits = new WaitQueue(this, lock);
    private final Set<PartyLog> open = new LinkedHashSet<>();
    private final List<TaskQueue> queues = new ArrayList<>();
    private Supplier<String> windowTitle = () -> "";
    private long windowStart; // a test sees the entries from this sequence on
    private long nextSequence;
    private long traffic;

    private Recorder(Settings settings) {
        this.settings = settings;
        this.entries = new KeptEntries(settings);
    }

    /**
     * Returns a new journal with the default settings, read from system properties.
     *
     * @return the journal
     */
    public static Recorder create() {
        return create(Settings.ofSystemProperties());
    }

    /**
     * Returns a new journal.
     *
     * @param settings its timeout and limits
     * @return the journal
     */
    public static Recorder create(Settings settings) {
        return new Recorder(requireNonNull(settings, "settings must not be null"));
    }

    /**
     * Returns the journal of an object.
     *
     * @param recorded a server, a page, a socket, a connection, or the journal itself
     * @return its journal
     */
    public static Recorder of(Recorded recorded) {
        return (Recorder) recorded.journal();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Instant start() {
        return start;
    }

    @Override
    public List<Entry> entries() {
        synchronized (lock) {
            return entries.since(windowStart);
        }
    }

    @Override
    public boolean hasGap() {
        synchronized (lock) {
            return entries.droppedSince(windowStart) > 0;
        }
    }

    @Override
    public List<Entry> entriesAfter(long sequence) {
        synchronized (lock) {
            return entries.since(sequence + 1);
        }
    }

    @Override
    public Timeline timeline() {
        synchronized (lock) {
            String address = servers.address();
            String test = windowTitle();
            String title = address.isEmpty() || test.isEmpty() ? test + address : test + " · " + address;
            List<Entry> shown = entries();
            return new PrintedTimeline(
                    title,
                    shown.isEmpty() ? 0 : shown.get(0).time().toNanos(),
                    shown,
                    entries.droppedSince(windowStart));
        }
    }

    /**
     * Returns the entries of the current window for exceptions of the user's code.
     *
     * @return a snapshot in order
     */
    public List<Entry> failures() {
        synchronized (lock) {
            return entries.failuresSince(windowStart);
        }
    }

    /**
     * Starts a new window. Assertions, queries and the timeline no longer see earlier entries.
     *
     * @param title the title of the timeline, such as the name of the test; called under the journal's lock, and only
     *     for a timeline, since most tests need none
     */
    public void beginWindow(Supplier<String> title) {
        synchronized (lock) {
            windowTitle = title;
            windowStart = nextSequence;
        }
    }

    /**
     * Returns the servers that write to this journal.
     *
     * @return always the same object
     */
    public KnownServers servers() {
        return servers;
    }

    /**
     * Returns the log for events of a server that belong to no connection.
     *
     * @return the log named {@code server}
     */
    public PartyLog general() {
        return general;
    }

    /**
     * Returns the counter of decisions that servers still have to make about recorded messages and attempts.
     *
     * @return always the same object
     */
    public PendingDecisions pending() {
        return pending;
    }

    /**
     * Registers a source of explanations for waits that time out.
     *
     * @param hint returns the explanation; empty if it has none. The same object may be added several times
     */
    public void addHint(Supplier<String> hint) {
        hints.add(hint);
    }

    /**
     * Undoes one call of {@link #addHint}.
     *
     * @param hint the same object
     */
    public void removeHint(Supplier<String> hint) {
        hints.remove(hint);
    }

    /** Returns the explanations for a wait that has timed out. Must not be called under the lock. */
    public String hints() {
        return hints.stream()
                .distinct()
                .map(Supplier::get)
                .filter(each -> !each.isEmpty())
                .map(each -> "; " + each)
                .collect(Collectors.joining());
    }

    /**
     * Adds a queue whose tasks can act on the parties of this journal, such as a page's event loop.
     *
     * @param queue the queue
     */
    public void addQueue(TaskQueue queue) {
        synchronized (lock) {
            queues.add(queue);
        }
    }

    /**
     * Removes a queue that runs no more tasks.
     *
     * @param queue the queue that was added
     */
    public void removeQueue(TaskQueue queue) {
        synchronized (lock) {
            queues.remove(queue);
        }
    }

    /**
     * Creates the log of a new client's socket.
     *
     * @return a log with the next number, such as {@code client#1}
     */
    public PartyLog openClient() {
        synchronized (lock) {
            return opened(pairing.client());
        }
    }

    /**
     * Creates the log of a server's end.
     *
     * @param key the {@code Sec-WebSocket-Key} of the attempt, which pairs it with a client of this journal;
     *     {@code null} if there is none
     * @return a log such as {@code server#1}
     */
    public PartyLog openServer(@Nullable String key) {
        synchronized (lock) {
            return opened(pairing.server(key));
        }
    }

    private PartyLog opened(PartyLog party) {
        open.add(party);
        return party;
    }

    /**
     * Returns the timeout of the current thread's waits.
     *
     * @return the timeout of {@link WaitLimit} if there is one, otherwise that of the settings
     */
    public Duration timeout() {
        return WaitLimit.or(settings.timeout());
    }

    /**
     * Waits until a question is answered, with the timeout of the settings.
     *
     * <p>Ends at once when the value is found, when it can no longer appear, and when the thread is interrupted (the
     * interrupt flag stays set). There is no timeout while a debugger is attached.
     *
     * @param on the party to wait for; {@code null} if it is more than one
     * @param question what to look for
     * @param <T> the type of the value that is looked for
     * @return how it ended
     * @throws IllegalStateException on a page's event loop or a server's thread, where waiting would be a deadlock
     */
    public <T> Outcome<T> await(@Nullable PartyLog on, Question<T> question) {
        return await(on, timeout(), question);
    }

    /**
     * Waits until a question is answered, with a given timeout.
     *
     * @param on the party to wait for; {@code null} if it is more than one
     * @param timeout the timeout; with zero or less it looks once and does not wait
     * @param question what to look for
     * @param <T> the type of the value that is looked for
     * @return how it ended
     * @throws IllegalStateException on a page's event loop or a server's thread, where waiting would be a deadlock
     * @see #await(PartyLog, Question)
     */
    public <T> Outcome<T> await(@Nullable PartyLog on, Duration timeout, Question<T> question) {
        return new Wait<>(this, on == null ? general : on, timeout, question, true).run();
    }

    /**
     * Waits for a fixed time, for assertions that something does not happen.
     *
     * @param on the party to watch
     * @param duration how long to wait
     * @param question what must not be found; {@link Answer.Never} ends the wait early
     * @param <T> the type of the value that is looked for
     * @return {@link Outcome.Missed} if it was not found; {@link Outcome.Met} as soon as it was
     * @throws IllegalStateException on a page's event loop or a server's thread
     */
    public <T> Outcome<T> watch(PartyLog on, Duration duration, Question<T> question) {
        return new Wait<>(this, on, duration, question, false).run();
    }

    /**
     * Returns a number that grows with each change, for {@link #awaitChange}.
     *
     * @return the version
     */
    public long version() {
        synchronized (lock) {
            return waits.version();
        }
    }

    /**
     * Waits until the journal has changed, for waits on conditions that are not in the journal.
     *
     * @param seen the version that the caller read before it last checked its condition
     * @param nanos the timeout in nanoseconds
     * @return the current version
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException on a page's event loop or a server's thread
     */
    public long awaitChange(long seen, long nanos) throws InterruptedException {
        LoopThread.refuseToWait();
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            Sleeper sleeper;
            synchronized (lock) {
                if (waits.version() != seen) {
                    return waits.version();
                }
                sleeper = waits.fallAsleep(Answer::again);
            }
            waits.sleep(sleeper, left);
        }
        return version();
    }

    /** Wakes all waits, for a change that is not an entry. */
    public void signal() {
        Sleeper mayKnow;
        synchronized (lock) {
            mayKnow = waits.changed();
        }
        WaitQueue.wake(mayKnow);
    }

    /** Returns the sequence of the last entry, after which happens what happens now. */
    long lastPlace() {
        synchronized (lock) {
            return nextSequence - 1;
        }
    }

    /** Appends what happens now, or happened at a place before. */
    RecordedEntry append(PartyLog log, Event event, @Nullable ReadyState state, @Nullable Thread handler, long place) {
        RecordedEntry entry;
        Sleeper mayKnow;
        synchronized (lock) {
            long nanos = System.nanoTime() - startNanos;
            ReadyState grown = log.grow(state);
            long sequence = nextSequence++;
            entry = new RecordedEntry(sequence, nanos, log, event, grown, handler, Math.min(place, sequence));
            log.add(entry, grown);
            entries.add(entry);
            traffic += QUIET.contains(event.kind()) ? 0 : 1;
            forgetIfSpent(log);
            mayKnow = waits.changed();
        }
        WaitQueue.wake(mayKnow);
        return entry;
    }

    void handled(RecordedEntry entry) {
        Sleeper mayKnow;
        synchronized (lock) {
            entry.markHandled();
            entry.log().onHandled();
            forgetIfSpent(entry.log());
            mayKnow = waits.changed();
        }
        WaitQueue.wake(mayKnow);
    }

    private void forgetIfSpent(PartyLog party) {
        if (party.isSpent()) {
            open.remove(party);
        }
    }

    void forget(PartyLog party) {
        synchronized (lock) {
            open.remove(party);
        }
    }

    /** Returns the parties that can have further events. Called under the lock. */
    Set<PartyLog> openParties() {
        return open;
    }

    /** Called under the lock. */
    List<TaskQueue> queues() {
        return queues;
    }

    /**
     * Returns the number of entries so far that can cause other events.
     *
     * @return a number that grows with each such entry
     */
    public long traffic() {
        synchronized (lock) {
            return traffic;
        }
    }

    /** Tells whether a socket is connecting to a server of this journal that has not seen it. Called under the lock. */
    boolean isBeingConnectedTo() {
        return open.stream().anyMatch(party -> servers.ports().stream().anyMatch(party::isConnectingTo));
    }

    /** Called under the lock. */
    String windowTitle() {
        return windowTitle.get();
    }

    long windowStart() {
        return windowStart;
    }

    /** Called under the lock, except for its {@code sleep}. */
    WaitQueue waits() {
        return waits;
    }

    /** Returns the timeline, as text. */
    @Override
    public String toString() {
        return timeline().toString();
    }
}
