package io.github.windsock.journal.internal;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Party;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The only implementation of {@link Entry}. Only the journal may change it. */
final class RecordedEntry implements Entry {

    private final long sequence;
    private final long nanos;
    private final PartyLog log;
    private final Event event;
    private final @Nullable ReadyState state;
    private final long place;

    /** The thread that runs the listeners of this event; {@code null} once they have run. Written under the lock. */
    private volatile @Nullable Thread handler;

    private volatile @Nullable Object claimedAt; // a CallSite or an Ignoring; both print as the line

    RecordedEntry(
            long sequence,
            long nanos,
            PartyLog log,
            Event event,
            @Nullable ReadyState state,
            @Nullable Thread handler,
            long place) {
        this.sequence = sequence;
        this.nanos = nanos;
        this.log = log;
        this.event = event;
        this.state = state;
        this.place = place;
        if (handler != null) { // most entries have none, and a volatile write is half the cost of an entry
            this.handler = handler;
        }
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public Duration time() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public String party() {
        return log.name();
    }

    @Override
    public Party.Side side() {
        return log.side();
    }

    @Override
    public int number() {
        return log.number();
    }

    @Override
    public Event event() {
        return event;
    }

    @Override
    public Optional<ReadyState> state() {
        return Optional.ofNullable(state);
    }

    @Override
    public boolean isHandled() {
        return handler == null;
    }

    @Override
    public Optional<String> claimedAt() {
        return Optional.ofNullable(claimedAt).map(Object::toString);
    }

    @Override
    public boolean isClaimed() {
        return claimedAt != null;
    }

    @Override
    public boolean isIgnored() {
        return claimedAt instanceof Ignoring;
    }

    /** Returns the party, the symbol of the kind, and the summary. */
    @Override
    public String toString() {
        return party() + " " + event.kind().arrow() + " " + event.summary();
    }

    PartyLog log() {
        return log;
    }

    /**
     * Returns the sequence of the entry after which it happened at this end, if it was recorded later, when the page came to
     * it; otherwise its own.
     */
    long place() {
        return place;
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
