package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import java.time.Duration;

/** Limits the speed of reading, so that TCP slows the client down. Only the engine's thread uses it. */
final class PacedInput {
    /** The number of reads per second of a slow connection. */
    private static final int PIECES_PER_SECOND = 20;

    private static final long NANOS = 1_000_000_000;

    private final ByteConnection connection;
    private final Runnable ready;
    private int perSecond;
    private boolean waits;

    /**
     * Creates an input.
     *
     * @param ready runs when reading may go on
     */
    PacedInput(ByteConnection connection, Runnable ready) {
        this.connection = connection;
        this.ready = ready;
    }

    void perSecond(int bytes) {
        perSecond = bytes;
    }

    /** Tells whether bytes may be read now. */
    boolean isReady() {
        return !waits;
    }

    /** Returns how many of the available bytes may be read now. */
    int allowance(int available) {
        return perSecond > 0 ? Math.min(available, Math.max(1, perSecond / PIECES_PER_SECOND)) : available;
    }

    /** Records that bytes were read, and delays the next read accordingly. */
    void took(int bytes) {
        if (perSecond > 0 && bytes > 0) {
            waits = true;
            Runnable unused = connection.schedule(Duration.ofNanos(bytes * NANOS / perSecond), () -> {
                waits = false;
                ready.run();
            });
        }
    }
}
