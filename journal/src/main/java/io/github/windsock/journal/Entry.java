package io.github.windsock.journal;

import io.github.windsock.ReadyState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal: what happened, to which party, when, and in which order.
 *
 * <p>Sequence, time, party and event never change. Whether it was handled and which assertion claimed it may change once
 * each; both are read safely from any thread.
 *
 * @since 1.0
 */
public final class Entry {

    private final long sequence;
    private final long nanos;
    private final PartyLog ledger;
    private final Event event;
    private final @Nullable ReadyState state;

    /** The thread that runs the listeners of this event; {@code null} once they have run. Written under the lock. */
    private volatile @Nullable Thread handler;

    private volatile @Nullable Object claimedAt; // prints as the line

    Entry(
            long sequence,
            long nanos,
            PartyLog ledger,
            Event event,
            @Nullable ReadyState state,
            @Nullable Thread handler) {
        this.sequence = sequence;
        this.nanos = nanos;
        this.ledger = ledger;
        this.event = event;
        this.state = state;
        if (handler != null) { // most have none, and a volatile write is half the cost of an entry
            this.handler = handler;
        }
    }

    /**
     * Returns the place in the journal's order.
     *
     * @return a number that grows by 1 from entry to entry
     */
    public long sequence() {
        return sequence;
    }

    /**
     * Returns when it happened.
     *
     * @return the time since the start of the journal, by the monotonic clock
     */
    public Duration time() {
        return Duration.ofNanos(nanos);
    }

    /**
     * Returns the party to which it happened.
     *
     * @return such as {@code client#1}
     */
    public String party() {
        return ledger.name();
    }

    /**
     * Returns what happened.
     *
     * @return the event
     */
    public Event event() {
        return event;
    }

    /**
     * Returns the state that the party took with this event.
     *
     * @return the state, empty if the event did not change it
     */
    public Optional<ReadyState> state() {
        return Optional.ofNullable(state);
    }

    /**
     * Tells whether the listeners of this event have run. Only then it satisfies assertions.
     *
     * @return {@code true} once they have, and always for events that have no listeners
     */
    public boolean isHandled() {
        return handler == null;
    }

    /**
     * Returns where the assertion stands that claimed this entry.
     *
     * @return such as {@code ChatTests.java:31}, empty if none did
     */
    public Optional<String> claimedAt() {
        return Optional.ofNullable(claimedAt).map(Object::toString);
    }

    /**
     * Tells whether an assertion has claimed this entry, so that no other may.
     *
     * @return whether one did
     */
    public boolean isClaimed() {
        return claimedAt != null;
    }

    /** Returns party, arrow and summary. */
    @Override
    public String toString() {
        return party() + " " + event.kind().arrow() + " " + event.summary();
    }

    PartyLog ledger() {
        return ledger;
    }

    long nanos() {
        return nanos;
    }

    @Nullable
    Thread handler() {
        return handler;
    }

    void markHandled() {
        handler = null;
    }

    void markClaimed(Object where) {
        claimedAt = where;
    }
}
