package io.github.windsock.client.internal.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A stream of bytes to the server and back: TCP, or TLS on it. */
interface ByteStream {
    /**
     * Takes ownership of the buffer and writes it: at once if that does not block, else when the server reads. Then
     * {@code written} runs, if there is one.
     */
    void write(ByteBuffer bytes, @Nullable Runnable written);

    /** Ends the stream after all writes; bytes that still arrive are read and discarded, so that no reset follows. */
    void end();

    /** Ends the stream at once, with a TCP reset if asked for. */
    void abort(boolean reset);

    /** Stops or resumes reading. */
    void pauseReading(boolean pause);

    /** Receives what the other end sends; called on the I/O loop, one call at a time. */
    interface Handler {
        /** The stream is ready, and nothing has been read from it. May be called on the connecting thread. */
        void connected(ByteStream link);

        /** Bytes have arrived; the buffer is valid only during the call. */
        void received(ByteBuffer bytes);

        /** The stream has ended, in order ({@code null}) or with an error. Called once. */
        void ended(@Nullable IOException cause);
    }
}
