package io.github.windsock.journal.internal;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Settings;
import java.util.List;

/**
 * The newest entries of a journal, up to its limits of number and bytes. Guarded by the journal's lock; any thread may
 * read snapshots.
 */
final class KeptEntries {

    private final int maxEntries;
    private final long maxBytes;
    private final Entries entries = new Entries();
    private final Entries failures = new Entries();
    private long bytes;
    private long dropped;

    KeptEntries(Settings settings) {
        this.maxEntries = settings.entries();
        this.maxBytes = settings.bytes();
    }

    /** Adds an entry, which its party has already, and drops the oldest ones beyond the limits. */
    void add(RecordedEntry entry) {
        Event event = entry.event();
        entries.add(entry);
        if (event.kind() == Kind.FAILURE) {
            failures.add(entry);
        }
        bytes += event.keptBytes();
        while (isFull(entries.size())) {
            dropOldest();
        }
    }

    /** Tells whether there are too many. The newest stays, however large it is. */
    private boolean isFull(int size) {
        return size > maxEntries || (bytes > maxBytes && size > 1);
    }

    private void dropOldest() {
        RecordedEntry oldest = entries.removeFirst();
        Event event = oldest.event();
        oldest.log().evict(oldest);
        if (event.kind() == Kind.FAILURE) {
            failures.removeFirst();
        }
        bytes -= event.keptBytes();
        dropped++;
    }

    List<Entry> since(long sequence) {
        return entries.since(sequence);
    }

    /** Returns those for exceptions of the user's code. */
    List<Entry> failuresSince(long sequence) {
        return failures.since(sequence);
    }

    /** Returns how many were dropped. Their number is also the sequence of the oldest one that is kept. */
    long droppedSince(long sequence) {
        return Math.max(0, dropped - sequence);
    }
}
