package io.github.windsock.internal.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes to write. They may be produced only when it is their turn. */
public interface Outgoing {

    /**
     * Returns the size to count while this waits in the queue.
     *
     * @return the number of bytes; must not change
     */
    int size();

    /**
     * Returns the bytes. Called once, in the order of writing, on any thread.
     *
     * @return the buffers, which belong to the transport until {@link #written}
     */
    ByteBuffer[] bytes();

    /** Called on any thread when TCP has accepted all bytes. Not called if the connection ends first. */
    default void written() {}

    /**
     * Wraps a buffer, which belongs to the transport from then on.
     *
     * @param bytes the bytes between its position and its limit
     * @param written runs when TCP has accepted all bytes; null for nothing
     * @return the bytes to write
     */
    static Outgoing of(ByteBuffer bytes, @Nullable Runnable written) {
        int size = bytes.remaining();
        return new Outgoing() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public ByteBuffer[] bytes() {
                return new ByteBuffer[] {bytes};
            }

            @Override
            public void written() {
                if (written != null) {
                    written.run();
                }
            }
        };
    }
}
