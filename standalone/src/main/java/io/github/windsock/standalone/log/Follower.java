package io.github.windsock.standalone.log;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.ServerInternals;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads a journal on its own thread, until it is closed and has read everything. Each entry wakes it up. In a flood of
 * entries it reads in batches, because each wake-up would cost the writer more than the entry.
 */
public final class Follower implements AutoCloseable {
    private static final long GRACE_MILLIS = 1000; // needed only if nobody reads the output of the log

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int FLOOD = 50; // entries within a period

    /** Receives the entries, on one thread. */
    public interface Reader {

        /**
         * Receives the next entry.
         *
         * @param entry the entry
         */
        void read(Entry entry);

        /**
         * The journal dropped entries before they could be read.
         *
         * @param count the number of dropped entries
         */
        default void missed(long count) {}
    }

    private final Recorder journal;
    private final List<Reader> readers;
    private final Thread thread = new Thread(this::follow, "windsock-log");
    private final CountDownLatch closed = new CountDownLatch(1);

    // Used by the thread only.
    private long last = -1;
    private long periodStart = System.nanoTime();
    private long periodFirst; // the last entry that was read before the period

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
                isLast = closed.getCount() == 0; // entries from before the close are still read
                readNew();
                if (!isLast) {
                    restInFlood();
                    version = journal.awaitChange(version, TimeUnit.HOURS.toNanos(1));
                }
            }
        } catch (InterruptedException e) {
            readNew(); // nothing but a shutdown interrupts this thread; read the rest
        }
    }

    private void restInFlood() throws InterruptedException {
        boolean isFlood = last - periodFirst >= FLOOD;
        long left = periodStart + PERIOD_NANOS - System.nanoTime();
        if (left > 0 && !isFlood) {
            return;
        }
        boolean unused = closed.await(left, TimeUnit.NANOSECONDS); // returns at once if no time is left
        periodStart = System.nanoTime();
        periodFirst = last;
    }

    /** Reads what is new. If there is no memory for it, the next entry tries again. */
    private void readNew() {
        try {
            tellNew();
        } catch (RuntimeException | Error e) {
            ServerInternals.report(e);
        }
    }

    private void tellNew() {
        for (Entry entry : journal.entriesAfter(last)) {
            long missed = entry.sequence() - last - 1;
            if (missed > 0) {
                tell(reader -> reader.missed(missed));
            }
            last = entry.sequence();
            tell(reader -> reader.read(entry));
        }
    }

    /** Tells all readers. One that fails, such as without memory, neither ends the thread nor misses the next entry. */
    private void tell(Consumer<Reader> news) {
        for (Reader reader : readers) {
            try {
                news.accept(reader);
            } catch (RuntimeException | Error e) {
                ServerInternals.report(e);
            }
        }
    }

    /** Reads the remaining entries, and ends. */
    @Override
    public void close() {
        closed.countDown();
        journal.signal();
        try {
            thread.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // without the last lines
        }
    }
}
