package io.github.windsock.standalone.log;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads a journal as it grows, on a thread of its own, until it is closed and has read all. */
public final class Follower implements AutoCloseable {
    private static final long GRACE_MILLIS = 1000; // only a reader of the log that does not read needs it

    /** Is told what has happened, by one thread. */
    public interface Reader {

        /**
         * Something happened.
         *
         * @param entry the next entry
         */
        void read(Entry entry);

        /**
         * The journal dropped entries before they could be read.
         *
         * @param count how many
         */
        default void missed(long count) {}
    }

    private final Recorder journal;
    private final List<Reader> readers;
    private final Thread thread = new Thread(this::follow, "windsock-log");
    private volatile boolean closed;
    private long last = -1;

    public Follower(Recorder journal, List<Reader> readers) {
        this.journal = journal;
        this.readers = List.copyOf(readers);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void follow() {
        try {
            long version = -1;
            boolean isLast = false;
            while (!isLast) {
                isLast = closed; // what was appended before the close is still read
                readNew();
                if (!isLast) {
                    version = journal.awaitChange(version, TimeUnit.HOURS.toNanos(1));
                }
            }
        } catch (InterruptedException e) {
            readNew(); // interrupted by close() alone, which has waited long enough
        }
    }

    private void readNew() {
        for (Entry entry : journal.entriesAfter(last)) {
            long missed = entry.sequence() - last - 1;
            if (missed > 0) {
                readers.forEach(reader -> reader.missed(missed));
            }
            last = entry.sequence();
            readers.forEach(reader -> reader.read(entry));
        }
    }

    /** Reads what there is, and ends. */
    @Override
    public void close() {
        closed = true;
        journal.signal();
        try {
            thread.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then without the last lines
        }
    }
}
