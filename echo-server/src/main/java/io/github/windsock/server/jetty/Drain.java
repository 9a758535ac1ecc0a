package io.github.windsock.server.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Drops what still comes in before a connection is closed, since closing it with bytes unread would reset it, and a reset
 * may overtake what was written last. If nothing is there, and nothing is to be expected, that is at once. Only the
 * engine's thread uses it.
 */
final class Drain {
    private static final int BYTES = 4 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EndPoint endPoint;
    private final Engine engine;
    private final Runnable awaitBytes;
    private final Runnable done;
    private Runnable timer = () -> {};
    private boolean lingering;

    /**
     * Makes a drain.
     *
     * @param awaitBytes asks for a further {@link #run} when there is something to read
     * @param done closes the connection; may run more than once
     */
    Drain(EndPoint endPoint, Engine engine, Runnable awaitBytes, Runnable done) {
        this.endPoint = endPoint;
        this.engine = engine;
        this.awaitBytes = awaitBytes;
        this.done = done;
    }

    /** Drops what is there; {@code expected} says that there is more to come, since some has been dropped before. */
    void run(boolean expected) {
        ByteBuffer bytes = BufferUtil.allocate(BYTES);
        int count = fill(bytes);
        boolean more = expected || lingering;
        while (count > 0) {
            more = true;
            count = fill(bytes);
        }
        if (count < 0 || !more) {
            done.run();
        } else {
            linger();
        }
    }

    private int fill(ByteBuffer bytes) {
        BufferUtil.clear(bytes);
        try {
            return endPoint.fill(bytes);
        } catch (IOException e) {
            return -1; // TLS that breaks off is an end like any other
        }
    }

    private void linger() {
        awaitBytes.run();
        if (!lingering) {
            lingering = true;
            endPoint.shutdownOutput();
            timer = engine.schedule(PATIENCE, done);
        }
    }

    /** The connection is closed: there is nothing to wait for. */
    void stop() {
        timer.run();
    }
}
