package io.github.windsock.client.internal.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A stream of bytes to the server and back: TCP, or TLS on it. */
interface ByteStream {
    /** Takes the buffer over and writes it, now if that does not block, else when the server reads. */
    void write(ByteBuffer bytes, Runnable written);

    /** Ends the stream after what has been written; what still comes is thrown away, so that no reset follows. */
    void end();

    /** Ends the stream at once. With a reset, the server sees that. */
    void abort(boolean reset);

    /** Stops or resumes reading. */
    void pauseReading(boolean pause);

    /** What comes from the other end; called on the I/O loop, one call at a time. */
    interface Handler {
        /** The stream is ready for bytes, and nothing has been read from it. Maybe on the thread that connects. */
        void connected(ByteStream link);

        /** Bytes came; the buffer is only lent. */
        void received(ByteBuffer bytes);

        /** Nothing comes any more, by the server's orderly end ({@code null}) or by an error. Called once. */
        void ended(@Nullable IOException cause);
    }
}
