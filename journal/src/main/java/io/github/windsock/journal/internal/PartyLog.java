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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a journal that belongs to one party: its entries and its state, and the methods to add to them.
 *
 * <p>All methods may be called from any thread.
 */
public final class PartyLog extends Party {

    /** The place of what is recorded when it happens. */
    private static final long NOW = Long.MAX_VALUE;

    private final Recorder journal;
    private final Object lock;
    private final Side side;
    private final int number;

    private final IgnoredMessages ignored;

    // All guarded by the journal's lock.
    private final Entries entries = new Entries();
    private final StateHistory states = new StateHistory();
    private long lastEvicted = -1;
    private long visibleChanges;
    private @Nullable PartyLog peer;
    private boolean hasReceivedClose;

    private volatile @Nullable FenceSender fenceSender;
    private volatile boolean isUnresponsive;
    private volatile boolean hasPeerElsewhere;
    private volatile @Nullable String note;

    PartyLog(Recorder journal, Side side, int number) {
        this.journal = journal;
        this.lock = journal.lock;
        this.side = side;
        this.number = number;
        this.ignored = new IgnoredMessages(this);
    }

    /**
     * Returns the log of a party.
     *
     * @param party a socket or a connection
     * @return its log, always the same object
     */
    public static PartyLog of(Party party) {
        return (PartyLog) recordOf(party);
    }

    /**
     * Returns the name of the party.
     *
     * @return the name, such as {@code client#1}
     */
    public String name() {
        String word = isClient() ? "client" : "server";
        return number == 0 ? word : word + "#" + number;
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
     * Returns the number of the connection, which is the same for both ends.
     *
     * @return the number, from 1; 0 for events that belong to no connection
     */
    public int number() {
        return number;
    }

    @Override
    public Recorder journal() {
        return journal;
    }

    /**
     * Returns the other end of the connection, if the same journal records it.
     *
     * @return the peer; empty if it is foreign, or the handshake has not reached the server
     */
    public Optional<PartyLog> peer() {
        synchronized (lock) {
            return Optional.ofNullable(peer);
        }
    }

    @Override
    public ReadyState readyState() {
        synchronized (lock) {
            return states.current();
        }
    }

    /**
     * Returns the states of this party so far whose listeners have run. Assertions use these.
     *
     * @return a snapshot in order, such as {@code [CONNECTING, OPEN]}
     */
    public List<ReadyState> handledStates() {
        synchronized (lock) {
            return states.handled();
        }
    }

    /**
     * Returns the last of the {@link #handledStates}.
     *
     * @return the state, {@code CONNECTING} at first
     */
    public ReadyState handledState() {
        synchronized (lock) {
            return states.lastHandled();
        }
    }

    /**
     * Returns the entry with which the connection of this party ended.
     *
     * @return the entry; empty until its listeners have run
     */
    public Optional<Entry> closing() {
        synchronized (lock) {
            return Optional.ofNullable(states.end());
        }
    }

    /**
     * Returns the entry with which this party became {@code CLOSED}, such as the end of a connection, the refusal of an
     * attempt, or a reset.
     *
     * @return the entry; empty if the party is not closed
     */
    public Optional<Entry> closedBy() {
        return firstSince(ReadyState.CLOSED);
    }

    /**
     * Returns the entry with which this party began to close, such as a Close frame, a fault, or the end itself.
     *
     * @return the entry; empty while the party is neither {@code CLOSING} nor {@code CLOSED}
     */
    public Optional<Entry> closingSince() {
        return firstSince(ReadyState.CLOSING);
    }

    private Optional<Entry> firstSince(ReadyState state) {
        synchronized (lock) {
            return states.firstSince(state);
        }
    }

    /**
     * Returns the entries of this party in the current window.
     *
     * @return a snapshot in order
     */
    public List<Entry> entries() {
        synchronized (lock) {
            return entries.since(journal.windowStart());
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
     * Tells whether the end of the connection has been handled, so that this party has no further events. A server's
     * end that never became a connection is over when it is closed.
     *
     * @return whether it is over
     */
    public boolean isOver() {
        synchronized (lock) {
            return states.end() != null || (!isClient() && states.current() == ReadyState.CLOSED);
        }
    }

    /**
     * Tells whether the journal has dropped entries of this party in the current window.
     *
     * @return whether entries were dropped; assertions of absence, number or exact order then fail
     */
    public boolean hasGap() {
        synchronized (lock) {
            return lastEvicted >= journal.windowStart();
        }
    }

    /**
     * Matches a message for an assertion. An exception of the user's code becomes a failure that names the matcher.
     *
     * @param matcher the matcher
     * @param message a message of this party
     * @return the result
     * @throws AssertionError if the matcher throws
     */
    @SuppressWarnings("IllegalCatch") // the failure reports any exception of the user's code
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
     * Makes all assertions ignore messages for the rest of the window, both present and future ones.
     *
     * @param matcher the messages to ignore
     */
    public void ignore(MessageMatcher matcher) {
        ignored.add(matcher);
    }

    /**
     * Claims the ignored messages among those that have arrived since the last call. Calls the matchers without a lock.
     */
    public void setAsideIgnored() {
        ignored.claim();
    }

    /**
     * Returns the last entry that {@link #setAsideIgnored} has processed.
     *
     * @return its sequence; {@link Long#MAX_VALUE} if no messages are ignored
     */
    public long lookedAt() {
        return ignored.lookedAt();
    }

    /**
     * Appends an event that has no listeners, and wakes the waits that it may answer.
     *
     * @param event what happened
     * @return the new entry
     */
    public Entry record(Event event) {
        return journal.append(this, event, null, null, NOW);
    }

    /**
     * Appends an event, changes the state in the same moment, and wakes the waits that this may answer.
     *
     * @param event what happened
     * @param state the new state; ignored if it is not later than the current one
     * @return the new entry
     */
    public Entry record(Event event, ReadyState state) {
        return journal.append(this, event, state, null, NOW);
    }

    /**
     * Changes the state without an entry, and wakes the waits that this may answer.
     *
     * @param state the new state; ignored if it is not later than the current one
     */
    public void become(ReadyState state) {
        synchronized (lock) {
            ReadyState grown = states.grow(state);
            if (grown != null) {
                states.add(grown, null);
                visibleChanges++;
            }
        }
        journal.signal();
    }

    /**
     * Appends an event whose listeners the current thread is about to run. The caller must call {@link #handled(Entry)}
     * afterwards, even if a listener throws: until then the timeline shows the entry, but no assertion sees it.
     *
     * @param event what happened
     * @param state the new state; {@code null} if it does not change
     * @return the new entry
     */
    public Entry begin(Event event, @Nullable ReadyState state) {
        return journal.append(this, event, state, Thread.currentThread(), NOW);
    }

    /**
     * Returns the current place in the journal, for an event that {@link #recordLate} appends later.
     *
     * @return the place among the journal's entries
     */
    public long place() {
        return journal.lastPlace();
    }

    /**
     * Appends an event at an earlier place. If it has listeners, the current thread runs them next, see {@link #begin}.
     *
     * @param event what happened
     * @param place the result of {@link #place} when it happened
     * @param listened whether it has listeners
     * @return the new entry
     */
    public Entry recordLate(Event event, long place, boolean listened) {
        return journal.append(this, event, null, listened ? Thread.currentThread() : null, place);
    }

    /**
     * Marks an entry as handled, and wakes the waits that this may answer. A second call does nothing.
     *
     * @param entry an entry of {@link #begin}
     */
    public void handled(Entry entry) {
        journal.handled((RecordedEntry) entry);
    }

    /**
     * Announces the {@code Sec-WebSocket-Key} that this client sends, so that the server's end gets the same number.
     *
     * @param key the header's value
     */
    public void expect(String key) {
        Pairing.expect(key, this);
    }

    /**
     * Sets what sends the pings of fences. A second call replaces the first.
     *
     * @param sender the sender
     */
    public void attach(FenceSender sender) {
        fenceSender = sender;
    }

    /** Removes a party that will never be used, so that nothing waits for it. */
    public void discard() {
        journal.forget(this);
    }

    /**
     * Tells whether the other end is Windsock's too but records to another journal, so that neither journal shows both.
     *
     * @return whether the other end records to another journal
     */
    public boolean hasPeerElsewhere() {
        return hasPeerElsewhere;
    }

    void markPeerElsewhere() {
        hasPeerElsewhere = true;
    }

    /**
     * Notes what a failure is to say of this party, if it has not sent what was expected.
     *
     * @param note such as {@code the connection was open before ..}; null for nothing
     */
    public void note(@Nullable String note) {
        this.note = note;
    }

    /**
     * Returns what a failure is to say of this party, if it has not sent what was expected.
     *
     * @return the note; empty if there is none
     */
    public Optional<String> note() {
        return Optional.ofNullable(note);
    }

    /**
     * Returns why nothing that is sent to this party has an effect until the test changes something.
     *
     * @return the reason, such as {@code is a black hole since ..}; empty if there is none
     */
    public Optional<String> obstacle() {
        FenceSender sender = fenceSender;
        return sender == null ? Optional.empty() : sender.obstacle();
    }

    /** Suspends the delay of what this party receives, for good, because the other end is being closed. */
    public void suspendDelay() {
        FenceSender sender = fenceSender;
        if (sender != null) {
            sender.suspendDelay();
        }
    }

    /**
     * Tells whether this party has sent a frame that breaks a rule, at which a peer that follows RFC 6455 fails.
     *
     * @return whether it has, according to its {@link FenceSender}
     */
    public boolean hasBrokenFrame() {
        FenceSender sender = fenceSender;
        return sender != null && sender.brokenFrame().isPresent();
    }

    Optional<FenceSender> fenceSender() {
        return Optional.ofNullable(fenceSender);
    }

    boolean isClient() {
        return side == Side.CLIENT;
    }

    /**
     * Tells whether it receives no more messages: a Close frame has arrived, or it is a client that has started to
     * close.
     */
    boolean takesNoMore() {
        synchronized (lock) {
            return hasReceivedClose || (isClient() && states.current().compareTo(ReadyState.CLOSING) >= 0);
        }
    }

    boolean hasReceivedClose() {
        synchronized (lock) {
            return hasReceivedClose;
        }
    }

    /** Tells whether it has no further events and no running listeners. Called under the lock. */
    boolean isSpent() {
        return states.current() == ReadyState.CLOSED && (!isClient() || isOver());
    }

    /**
     * Tells whether it is a client that is connecting to a port and that no server has seen yet. Called under the lock.
     */
    boolean isConnectingTo(int port) {
        FenceSender sender = fenceSender;
        return isClient()
                && states.current() == ReadyState.CONNECTING
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
        return name();
    }

    /** Changes to a state and returns it if it is later than the current one; returns null otherwise. */
    @Nullable
    ReadyState grow(@Nullable ReadyState state) {
        return states.grow(state);
    }

    /**
     * Returns a number that grows with each change that an assertion can see: an entry whose listeners have run, a new
     * state, a gap.
     *
     * @return the number
     */
    public long visibleChanges() {
        synchronized (lock) {
            return visibleChanges;
        }
    }

    /** Adds an entry, with its state if {@link #grow} has changed to one. */
    void add(RecordedEntry entry, @Nullable ReadyState state) {
        entries.add(entry);
        if (entry.isHandled() || state != null) {
            visibleChanges++;
        }
        if (state != null) {
            states.add(state, entry);
        }
        Kind kind = entry.event().kind();
        if (kind == Kind.CLOSED) {
            states.close(entry);
        }
        hasReceivedClose |= kind == Kind.CLOSE_RECEIVED;
    }

    void onHandled() {
        visibleChanges++;
    }

    void evict(RecordedEntry oldest) {
        visibleChanges++;
        entries.removeFirst();
        lastEvicted = oldest.sequence();
    }

    void pair(PartyLog other) {
        peer = other;
        other.peer = this;
    }
}
