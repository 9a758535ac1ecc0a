package io.github.windsock.journal.internal;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ready states of one party, which only grow, and the entries with which they changed. A state counts as handled
 * once the listeners of its entry have run. Guarded by the journal's lock.
 */
final class StateHistory {

    /** There are only a few, so they need no limit. */
    private final List<Change> changes = new ArrayList<>();

    private ReadyState current = ReadyState.CONNECTING;
    private @Nullable Entry closed;

    /** A change of the state, and its entry if there is one. */
    private record Change(ReadyState state, @Nullable Entry entry) {}

    ReadyState current() {
        return current;
    }

    /**
     * Changes to a state and returns it if it is later than the current one; returns null otherwise. The caller then
     * adds the change.
     */
    @Nullable
    ReadyState grow(@Nullable ReadyState state) {
        if (state == null || (state.compareTo(current) <= 0 && !changes.isEmpty())) {
            return null;
        }
        current = state;
        return state;
    }

    void add(ReadyState state, @Nullable Entry entry) {
        changes.add(new Change(state, entry));
    }

    void close(Entry entry) {
        closed = entry;
    }

    List<ReadyState> handled() {
        List<ReadyState> states = new ArrayList<>();
        for (Change change : changes) {
            if (!isHandled(change)) {
                break;
            }
            states.add(change.state());
        }
        return Collections.unmodifiableList(states);
    }

    ReadyState lastHandled() {
        ReadyState last = ReadyState.CONNECTING;
        for (int i = 0; i < changes.size() && isHandled(changes.get(i)); i++) {
            last = changes.get(i).state();
        }
        return last;
    }

    /**
     * A failed socket is CLOSED from its "error" on, but waits should not end before the "close" that follows at once.
     */
    private boolean isHandled(Change change) {
        Entry entry = change.entry();
        return entry == null || (entry.isHandled() && (entry.event().kind() != Kind.ERROR || end() != null));
    }

    /** Returns the entry with which the party reached a state, or a later one. */
    Optional<Entry> firstSince(ReadyState state) {
        return changes.stream()
                .filter(change -> change.state().compareTo(state) >= 0)
                .findFirst()
                .map(Change::entry);
    }

    /**
     * Returns the entry of the end, null until its listeners have run. It is kept apart from the others, so that it
     * remains when the journal drops entries.
     */
    @Nullable
    Entry end() {
        return closed != null && closed.isHandled() ? closed : null;
    }
}
