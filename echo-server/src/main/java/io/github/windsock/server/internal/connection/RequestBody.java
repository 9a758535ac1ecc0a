package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/** Collects the body of a request. Only the engine's thread uses it. */
final class RequestBody {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ByteConnection connection;
    private final ByteBuffer bytes;
    private final Consumer<byte[]> reader;
    private final Runnable stopClock;
    private boolean isOver;

    /**
     * Starts to collect a body.
     *
     * @param length the length of the body
     * @param reader receives the whole body
     * @param timedOut runs if it takes too long
     */
    RequestBody(ByteConnection connection, int length, Consumer<byte[]> reader, Runnable timedOut) {
        this.connection = connection;
        this.bytes = ByteBuffer.allocate(length);
        this.reader = reader;
        this.stopClock = connection.schedule(TIMEOUT, timedOut);
    }

    /** Adds bytes; those after the end of the body are ignored. */
    void received(ByteBuffer in) {
        int count = Math.min(in.remaining(), bytes.remaining());
        bytes.put(in.slice(in.position(), count));
        in.position(in.position() + count);
        look();
    }

    /** Asks for more bytes, or passes the whole body to the reader. */
    void look() {
        if (bytes.hasRemaining()) {
            connection.demand();
        } else if (!isOver) {
            stop();
            reader.accept(bytes.array());
        }
    }

    boolean isOver() {
        return isOver;
    }

    void stop() {
        isOver = true;
        stopClock.run();
    }
}
