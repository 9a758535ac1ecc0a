package io.github.windsock.client.internal.socket;

import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;

/**
 * Counts messages that have arrived but were not delivered yet. If a listener blocks, reading pauses at a limit, so
 * that memory stays bounded and TCP holds back the server.
 */
public final class Backlog {
    private static final long MOST_BYTES = 16 << 20;
    private static final int MESSAGE_OVERHEAD = 100;

    private final Object lock;
    private final PartyLog log;
    private final ClientConnection connection;

    // Guarded by the lock.
    private long bytes;
    private boolean paused;

    /** Creates an empty backlog, guarded by the lock of the socket. */
    public Backlog(Object lock, PartyLog log, ClientConnection connection) {
        this.lock = lock;
        this.log = log;
        this.connection = connection;
    }

    public void add(long size) {
        synchronized (lock) {
            bytes += size + MESSAGE_OVERHEAD;
            if (!paused && bytes > MOST_BYTES) {
                paused = true;
                log.record(Events.note("reading paused", "the page's listeners are behind by 16 MiB"));
                connection.pauseReading(true);
            }
        }
    }

    public void remove(long size) {
        synchronized (lock) {
            bytes -= size + MESSAGE_OVERHEAD;
            if (paused && bytes < MOST_BYTES / 2) {
                paused = false;
                log.record(Events.note("reading goes on", ""));
                connection.pauseReading(false);
            }
        }
    }
}
