package io.github.windsock.internal.transport;

import java.time.Duration;

/**
 * Drops what still comes in before a connection is closed, since closing it with bytes unread would reset it, and a reset
 * may overtake what was written last. If nothing is there, and nothing is to be expected, that is at once. Only the
 * transport's thread uses it.
 */
final class Drain {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SocketConnection connection;
    private final Runnable done;
    private Runnable timer = () -> {};
    private boolean lingering;

    /**
     * Makes a drain.
     *
     * @param connection calls {@link #run} again when there is something to read
     * @param done closes the connection; may run more than once
     */
    Drain(SocketConnection connection, Runnable done) {
        this.connection = connection;
        this.done = done;
    }

    /** Drops what is there; {@code expected} says that there is more to come, since some has been dropped before. */
    void run(boolean expected) {
        int count = connection.fill();
        boolean more = expected || lingering;
        while (count > 0) {
            more = true;
            count = connection.fill();
        }
        connection.clear();
        if (count < 0 || !more) {
            done.run();
        } else {
            linger();
        }
    }

    private void linger() {
        connection.awaitBytes();
        if (!lingering) {
            lingering = true;
            connection.shutdownOutput();
            timer = connection.schedule(PATIENCE, done);
        }
    }

    /** The connection is closed: there is nothing to wait for. */
    void stop() {
        timer.run();
    }
}
