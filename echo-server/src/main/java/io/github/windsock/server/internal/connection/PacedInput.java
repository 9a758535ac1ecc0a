package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import java.time.Duration;

/** Limits how fast a connection reads, so that TCP slows the client down. Only the engine's thread uses it. */
final class PacedInput {
    /** As often a slow connection reads something. */
    private static final int PIECES_PER_SECOND = 20;

    private static final long NANOS = 1_000_000_000;

    private final ByteConnection connection;
    private final Runnable ready;
    private int perSecond;
    private boolean waits;

    /**
     * Makes an input.
     *
     * @param ready runs when it may go on
     */
    PacedInput(ByteConnection connection, Runnable ready) {
        this.connection = connection;
        this.ready = ready;
    }

    void perSecond(int bytes) {
        perSecond = bytes;
    }

    /** Returns whether something may be read now. */
    boolean isReady() {
        return !waits;
    }

    /** Returns how many of the available bytes may be read at once. */
    int allowance(int there) {
        return perSecond > 0 ? Math.min(there, Math.max(1, perSecond / PIECES_PER_SECOND)) : there;
    }

    /** So much was read: the next comes when its time has passed. */
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
