package io.github.windsock.internal.transport;

import java.nio.ByteBuffer;
import java.util.List;

/** Something to write: it produces its bytes when its turn comes. */
public interface Outgoing {

    /**
     * Returns what it counts for while it waits.
     *
     * @return the number of bytes, always the same
     */
    int size();

    /**
     * Returns the bytes. Called once, in the order of writing, by any thread.
     *
     * @return buffers, which belong to the transport until {@link #written}
     */
    List<ByteBuffer> bytes();

    /** TCP has taken all of it; never called if the connection ends before. On any thread. */
    default void written() {}

    /**
     * Returns bytes as they are.
     *
     * @param bytes what remains in it
     * @param written runs when TCP has taken it
     * @return what writes them
     */
    static Outgoing of(ByteBuffer bytes, Runnable written) {
        ByteBuffer all = bytes.slice();
        int size = all.remaining();
        return new Outgoing() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public List<ByteBuffer> bytes() {
                return List.of(all);
            }

            @Override
            public void written() {
                written.run();
            }
        };
    }
}
