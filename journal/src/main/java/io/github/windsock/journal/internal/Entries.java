package io.github.windsock.journal.internal;

import io.github.windsock.journal.Entry;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A queue of entries whose snapshots copy nothing.
 *
 * <p>A waiting assertion takes a snapshot after each change, under the lock that appending needs too: copying all
 * entries each time would make long tests slow. Each slot is written only once, so snapshots share the array. Guarded
 * by the journal's lock; any thread may read snapshots.
 */
final class Entries {

    private static final int MIN_SLOTS = 16;

    private @Nullable RecordedEntry[] slots = new RecordedEntry[MIN_SLOTS];
    private int from;
    private int to;

    void add(RecordedEntry entry) {
        if (to == slots.length) {
            move(Math.max(MIN_SLOTS, 2 * size()));
        }
        slots[to++] = entry;
    }

    /**
     * Removes the oldest entry. Memory of removed entries is released once they are more than a quarter of the rest.
     */
    RecordedEntry removeFirst() {
        RecordedEntry oldest = at(slots, from++);
        if (from > size() / 4) {
            move(Math.max(MIN_SLOTS, size() + size() / 2));
        }
        return oldest;
    }

    int size() {
        return to - from;
    }

    /** Returns an unmodifiable snapshot of the entries from a sequence number on. */
    List<Entry> since(long sequence) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(slots, middle).sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new Snapshot(slots, low, to);
    }

    private void move(int length) {
        @Nullable RecordedEntry[] moved = Arrays.copyOfRange(slots, from, from + length);
        to = size();
        from = 0;
        slots = moved;
    }

    private static RecordedEntry at(@Nullable RecordedEntry[] slots, int index) {
        return Objects.requireNonNull(slots[index]);
    }

    private static final class Snapshot extends AbstractList<Entry> implements RandomAccess {

        private final @Nullable RecordedEntry[] slots;
        private final int from;
        private final int to;

        Snapshot(@Nullable RecordedEntry[] slots, int from, int to) {
            this.slots = slots;
            this.from = from;
            this.to = to;
        }

        @Override
        public Entry get(int index) {
            return at(slots, from + Objects.checkIndex(index, to - from));
        }

        @Override
        public int size() {
            return to - from;
        }
    }
}
