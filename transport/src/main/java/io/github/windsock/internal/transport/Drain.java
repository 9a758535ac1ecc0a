package io.github.windsock.internal.transport;

import java.time.Duration;

/**
 * Drops what still comes in before a connection is closed, since closing it with bytes unread would reset it, and a
 * reset may overtake what was written last. If no bytes are pending or expected, it closes at once. Only the
 * transport's thread uses it.
 */
final class Drain {
    /** So long nothing may come. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** A peer that writes without reading meets the end only when it has written all; so often it is waited for. */
    private static final int MOST_SILENCES = 30;

    private final SocketConnection connection;
    private final Runnable done;
    private Runnable timer = () -> {};
    private boolean lingering;
    private boolean came; // something, since the timer was started
    private int waited;

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

    /**
     * Drops what is there, up to what one turn may take.
     *
     * @param expected says that there is more to come, since some has been dropped before
     * @return whether more is there, and this is to be called again
     */
    boolean run(boolean expected) {
        int dropped = 0;
        int count = 0;
        while (dropped < SocketConnection.TURN_BYTES) {
            count = connection.fill();
            if (count <= 0) {
                break;
            }
            dropped += count;
        }
        connection.clear();
        came |= dropped > 0;
        if (count < 0 || dropped == 0 && !expected && !lingering) {
            done.run();
            return false;
        }
        linger();
        if (count == 0) {
            connection.awaitBytes();
        }
        return count > 0;
    }

    private void linger() {
        if (!lingering) {
            lingering = true;
            connection.shutdownOutput();
            await();
        }
    }

    private void await() {
        came = false;
        waited++;
        timer = connection.schedule(SILENCE, () -> {
            if (came && waited < MOST_SILENCES) {
                await();
            } else {
                done.run();
            }
        });
    }

    /** The connection is closed: there is nothing to wait for. */
    void stop() {
        timer.run();
    }
}
