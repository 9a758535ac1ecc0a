package io.github.windsock.journal.internal;

import io.github.windsock.CloseStatus;
import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Party.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a journal that belongs to one party: its entries, its state, and the way to add to them.
 *
 * <p>All methods may be called from any thread.
 */
public final class PartyLog extends Party {

    private final Recorder journal;
    private final Side side;
    private final int number;
    private final String name;

    // All guarded by the journal's lock.
    private final Entries entries = new Entries();
    /** What changed the state: a handful, so they need no bound. */
    private final List<Change> changes = new ArrayList<>();

    /** What no assertion shall see; few tests have any. */
    private final List<Ignoring> ignoring = new ArrayList<>();

    private long lastEvicted = -1;
    private ReadyState readyState = ReadyState.CONNECTING;
    private @Nullable Entry closed;
    private @Nullable PartyLog peer;
    private boolean hasReceivedClose;

    private volatile @Nullable FenceSender fenceSender;
    private volatile boolean isUnresponsive;
    private volatile boolean hasPeerElsewhere;

    /** A state, and the entry that brought it if there was one. */
    private record Change(ReadyState state, @Nullable Entry entry) {}

    PartyLog(Recorder journal, Side side, int number) {
        this.journal = journal;
        this.side = side;
        this.number = number;
        this.name = (side == Side.CLIENT ? "client" : "server") + (number == 0 ? "" : "#" + number);
    }

    /**
     * Returns the log of a party.
     *
     * @param party a socket or a connection
     * @return its log, always the same
     */
    public static PartyLog of(Party party) {
        return (PartyLog) recordOf(party);
    }

    /**
     * Returns the name of the party.
     *
     * @return such as {@code client#1}
     */
    public String name() {
        return name;
    }

    /**
     * Returns which end of a connection the party is.
     *
     * @return the side
     */
    public Side side() {
        return side;
    }

    /**
     * Returns the number of the connection, which both of its ends bear.
     *
     * @return the number, from 1; 0 for what happens at a server's door
     */
    public int number() {
        return number;
    }

    @Override
    public Recorder journal() {
        return journal;
    }

    /**
     * Returns the other end of the same connection, if the same journal records it.
     *
     * @return the peer, empty for a foreign one and before the handshake has reached the server
     */
    public Optional<PartyLog> peer() {
        return journal.locked(() -> Optional.ofNullable(peer));
    }

    @Override
    public ReadyState readyState() {
        return journal.locked(() -> readyState);
    }

    /**
     * Returns the states that this party has taken and whose listeners have run, which is what assertions go by.
     *
     * @return a snapshot in order, such as {@code [CONNECTING, OPEN]}
     */
    public List<ReadyState> handledStates() {
        journal.lock();
        try {
            List<ReadyState> states = new ArrayList<>();
            for (Change change : changes) {
                if (!isHandled(change)) {
                    break;
                }
                states.add(change.state());
            }
            return Collections.unmodifiableList(states);
        } finally {
            journal.unlock();
        }
    }

    /**
     * Returns the entry with which the connection of this party ended.
     *
     * @return the entry, empty until the end has been handled
     */
    public Optional<Entry> closing() {
        journal.lock();
        try {
            return end();
        } finally {
            journal.unlock();
        }
    }

    /**
     * Returns the entry with which this party became {@code CLOSED}, whatever that was: the end of a connection, the refusal
     * of an attempt, a reset.
     *
     * @return the entry, empty until then
     */
    public Optional<Entry> closedBy() {
        return journal.locked(() -> changes.stream()
                .filter(change -> change.state() == ReadyState.CLOSED)
                .findFirst()
                .map(Change::entry));
    }

    /**
     * Returns the entries of this party in the present window.
     *
     * @return a snapshot in order
     */
    public List<Entry> entries() {
        journal.lock();
        try {
            return entries.since(journal.windowStart());
        } finally {
            journal.unlock();
        }
    }

    @Override
    public List<Message> received() {
        return entries().stream()
                .filter(entry -> entry.event().kind() == Kind.RECEIVED)
                .flatMap(entry -> entry.event().message().stream())
                .toList();
    }

    @Override
    public String conversation() {
        return RecordedConversation.of(side, entries(), hasGap());
    }

    @Override
    public Optional<CloseStatus> closeStatus() {
        return closing().flatMap(entry -> entry.event().status());
    }

    /**
     * Tells whether the end of the connection has been handled, after which nothing more happens to this party. A server's
     * end that never became a connection is over when its attempt is.
     *
     * @return {@code true} from then on
     */
    public boolean isOver() {
        return closing().isPresent() || (!isClient() && readyState() == ReadyState.CLOSED);
    }

    /**
     * Tells whether the bounded journal dropped entries of this party that belong to the present window.
     *
     * @return whether there is a gap, across which no negative, counting or exact assertion may pass
     */
    public boolean hasGap() {
        return journal.locked(() -> lastEvicted >= journal.windowStart());
    }

    /**
     * Matches a message for an assertion. What the user's code throws becomes a failure that names it.
     *
     * @param matcher the matcher
     * @param message a message of this party
     * @return what it found
     * @throws AssertionError if the matcher throws
     */
    @SuppressWarnings("IllegalCatch") // whatever the user's code throws is what the failure has to tell
    public Match match(MessageMatcher matcher, Message message) {
        try {
            return matcher.match(message);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            AssertionError failure = Failure.of(
                    journal,
                    matcher + " threw " + e.getClass().getName() + " at " + message,
                    e.getMessage() == null ? "" : Text.preview(e.getMessage()));
            failure.initCause(e);
            throw failure;
        }
    }

    /**
     * Keeps messages from all assertions for the rest of the window, those that are there and those that come.
     *
     * @param matcher which
     */
    public void ignore(MessageMatcher matcher) {
        CallSite where = new CallSite();
        journal.locked(() -> ignoring.add(new Ignoring(matcher, journal.windowStart(), where)));
    }

    /**
     * Looks at the messages that have come since the last call, and sets aside those that no assertion shall see. Calls the
     * matchers without any lock.
     */
    public void setAsideIgnored() {
        List<Ignoring> inForce = journal.locked(this::ignoringNow);
        if (!inForce.isEmpty()) {
            List<Entry> received = entries();
            inForce.forEach(each -> each.lookAt(received, journal));
        }
    }

    /**
     * Returns the entry up to which {@link #setAsideIgnored} has looked at messages.
     *
     * @return its sequence, the largest number if there is nothing to set aside
     */
    public long lookedAt() {
        return journal.locked(
                () -> ignoringNow().stream().mapToLong(Ignoring::lookedAt).min().orElse(Long.MAX_VALUE));
    }

    private List<Ignoring> ignoringNow() {
        ignoring.removeIf(each -> each.windowStart() != journal.windowStart());
        return ignoring.isEmpty() ? List.of() : List.copyOf(ignoring);
    }

    /**
     * Appends an event that needs no listeners, and wakes all waits.
     *
     * @param event what happened
     * @return the new entry
     */
    public Entry record(Event event) {
        return journal.append(this, event, null, null);
    }

    /**
     * Appends an event and takes a state in the same moment, and wakes all waits.
     *
     * @param event what happened
     * @param state the state from now on; ignored where it is no later one, since a state only grows
     * @return the new entry
     */
    public Entry record(Event event, ReadyState state) {
        return journal.append(this, event, state, null);
    }

    /**
     * Takes a state without an entry, for a change that is not an event of its own, and wakes all waits.
     *
     * @param state the state from now on
     */
    public void become(ReadyState state) {
        journal.lock();
        try {
            ReadyState grown = grow(state);
            if (grown != null) {
                changes.add(new Change(grown, null));
            }
            journal.signal();
        } finally {
            journal.unlock();
        }
    }

    /**
     * Appends an event whose listeners the current thread is about to run. Call {@link #handled(Entry)} afterwards,
     * whatever they throw: until then the entry is shown, but satisfies no assertion.
     *
     * @param event what happened
     * @param state the state from now on, {@code null} if it stays
     * @return the new entry
     */
    public Entry begin(Event event, @Nullable ReadyState state) {
        return journal.append(this, event, state, Thread.currentThread());
    }

    /**
     * Marks an entry as handled and wakes all waits. A second call does nothing.
     *
     * @param entry an entry of {@link #begin}
     */
    public void handled(Entry entry) {
        journal.handled((RecordedEntry) entry);
    }

    /**
     * Tells the journal which {@code Sec-WebSocket-Key} this client sends, so that the server's end gets its number.
     *
     * @param key the header's value
     */
    public void expect(String key) {
        journal.expect(key, this);
    }

    /**
     * Lends assertions a way to send fences. A second call replaces the first.
     *
     * @param sender the way
     */
    public void attach(FenceSender sender) {
        fenceSender = sender;
    }

    /** Gives up a party that never begins, so that waits for it end. */
    public void discard() {
        journal.forget(this);
    }

    /**
     * Tells whether the other end is Windsock's own too, but records into another journal, so that neither can see what the
     * other does.
     *
     * @return whether it is
     */
    public boolean hasPeerElsewhere() {
        return hasPeerElsewhere;
    }

    void markPeerElsewhere() {
        hasPeerElsewhere = true;
    }

    /**
     * Tells why what is sent to this party has no effect before the test does something about it.
     *
     * @return such as {@code is a black hole since ..}, empty if nothing is in the way
     */
    public Optional<String> obstacle() {
        return fenceSender().flatMap(FenceSender::obstacle);
    }

    /** Says that the other end is leaving for good, so that nothing waits for its time any more. */
    public void hurry() {
        fenceSender().ifPresent(FenceSender::hurry);
    }

    Optional<FenceSender> fenceSender() {
        return Optional.ofNullable(fenceSender);
    }

    boolean isClient() {
        return side == Side.CLIENT;
    }

    /** Tells whether no message can come to it any more: a Close frame has, or it is a page's that has begun to close. */
    boolean takesNoMore() {
        return journal.locked(() -> hasReceivedClose || (isClient() && readyState.compareTo(ReadyState.CLOSING) >= 0));
    }

    boolean hasReceivedClose() {
        return journal.locked(() -> hasReceivedClose);
    }

    /** Tells whether nothing happens to it any more, and no listener runs. Called under the lock. */
    boolean isSpent() {
        return readyState == ReadyState.CLOSED && (!isClient() || isOver());
    }

    /** Tells whether a client is on its way to a port and no server has seen it. Called under the lock. */
    boolean isConnectingTo(int port) {
        FenceSender sender = fenceSender;
        return isClient()
                && readyState == ReadyState.CONNECTING
                && peer == null
                && sender != null
                && sender.isConnectingTo(port);
    }

    boolean isUnresponsive() {
        return isUnresponsive;
    }

    void markUnresponsive(boolean unresponsive) {
        isUnresponsive = unresponsive;
    }

    /** Returns the name of the party. */
    @Override
    public String toString() {
        return name;
    }

    /** Takes a state if it is a later one, and returns it then: states only grow, whichever thread comes last. */
    @Nullable
    ReadyState grow(@Nullable ReadyState state) {
        if (state == null || (state.compareTo(readyState) <= 0 && !changes.isEmpty())) {
            return null;
        }
        readyState = state;
        return state;
    }

    void add(RecordedEntry entry, @Nullable ReadyState state) {
        entries.add(entry);
        if (state != null) {
            changes.add(new Change(state, entry));
        }
        Kind kind = entry.event().kind();
        if (kind == Kind.CLOSED) {
            closed = entry;
        }
        hasReceivedClose |= kind == Kind.CLOSE_RECEIVED;
    }

    void evict(RecordedEntry oldest) {
        entries.removeFirst();
        lastEvicted = oldest.sequence();
    }

    void pair(PartyLog other) {
        peer = other;
        other.peer = this;
    }

    /** A socket is CLOSED at its "error" already, but waits should not end before the "close" that follows at once. */
    private boolean isHandled(Change change) {
        Entry entry = change.entry();
        return entry == null || (entry.isHandled() && (entry.event().kind() != Kind.ERROR || end().isPresent()));
    }

    /** The closed entry is remembered beside the others, so that dropping it does not make the party alive again. */
    private Optional<Entry> end() {
        return closed != null && closed.isHandled() ? Optional.of(closed) : Optional.empty();
    }
}
