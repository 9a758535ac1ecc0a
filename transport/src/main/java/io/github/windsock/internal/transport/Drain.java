package io.github.windsock.internal.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads and drops input before a connection is closed. Closing with unread bytes would send RST, and the peer could
 * lose what was written last. If no bytes are pending or expected, it closes at once. Only the transport's thread uses
 * it.
 */
final class Drain {
    /** The drain ends when nothing has arrived for this long. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** The maximum number of such periods for a peer that goes on sending. */
    private static final int MAX_PERIODS = 30;

    private final SocketConnection connection;
    private final InputReader reader;
    private @Nullable Runnable timer; // cancels it
    private boolean lingering;
    private boolean received; // something since the timer was started
    private int periods;

    /**
     * Creates a drain.
     *
     * @param connection calls {@link #run} again when bytes are available, and is told when this is done
     * @param reader reads what is dropped
     */
    Drain(SocketConnection connection, InputReader reader) {
        this.connection = connection;
        this.reader = reader;
    }

    /**
     * Drops available bytes, up to the limit of one turn.
     *
     * @param expected whether more bytes are expected
     * @return whether more bytes are available, so that this must be called again
     */
    boolean run(boolean expected) {
        int dropped = 0;
        int count = 0;
        while (dropped < InputReader.TURN_BYTES) {
            count = reader.fill();
            if (count <= 0) {
                break;
            }
            dropped += count;
        }
        reader.clear();
        received |= dropped > 0;
        if (count < 0 || dropped == 0 && !expected && !lingering) {
            connection.drained();
            return false;
        }
        linger();
        if (count == 0) {
            reader.awaitBytes();
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
        received = false;
        periods++;
        timer = connection.schedule(SILENCE, () -> {
            if (received && periods < MAX_PERIODS) {
                await();
            } else {
                connection.drained();
            }
        });
    }

    /** Stops the timer, since the connection is closed. */
    void stop() {
        if (timer != null) {
            timer.run();
        }
    }
}
