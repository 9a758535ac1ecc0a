package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/** Collects the body of a request. Only the engine's thread uses it. */
final class RequestBody {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ByteConnection connection;
    private final ByteBuffer bytes;
    private final Consumer<byte[]> reader;
    private final Runnable stopClock;
    private boolean isOver;

    /**
     * Begins to collect.
     *
     * @param length how much will come
     * @param reader is given all of it
     * @param late runs if it takes too long
     */
    RequestBody(ByteConnection connection, int length, Consumer<byte[]> reader, Runnable late) {
        this.connection = connection;
        this.bytes = ByteBuffer.allocate(length);
        this.reader = reader;
        this.stopClock = connection.schedule(PATIENCE, late);
    }

    /** Takes bytes that have arrived; those after the end of the body are ignored. */
    void received(ByteBuffer in) {
        int count = Math.min(in.remaining(), bytes.remaining());
        bytes.put(in.slice(in.position(), count));
        in.position(in.position() + count);
        look();
    }

    /** Asks for more, or gives the body to its reader. */
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
