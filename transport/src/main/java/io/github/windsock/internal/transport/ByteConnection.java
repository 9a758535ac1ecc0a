package io.github.windsock.internal.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of bytes: TCP, or TLS on it. What is written keeps its order. All methods may be called from any thread, and
 * none blocks.
 */
public interface ByteConnection {

    /** How a connection came to its end. */
    enum End {
        /** {@link ByteConnection#end} or {@link ByteConnection#close} was called and has done its work. */
        ENDED,
        /** The peer closed its end (FIN). */
        CLOSED_BY_PEER,
        /** The peer reset the connection (RST), or the network did. */
        RESET_BY_PEER,
        /** {@link ByteConnection#reset} was called. */
        RESET,
        /** Something was thrown where nothing may be thrown: the handler, a task, or the transport failed. */
        FAILED
    }

    /**
     * Is told what happens, on the transport's thread, one call at a time. Must not block. Whatever it throws, an error too,
     * ends its own connection and nothing else.
     */
    interface Handler {

        /** The connection is there. Nothing is read before the first {@link ByteConnection#demand}. */
        void opened();

        /**
         * The first bytes of TCP have come, such as those of a TLS hello; see {@link ByteConnection#firstBytes}. They have not
         * been answered.
         */
        default void begun() {}

        /**
         * Bytes have come, or were left over. One demand brings one call.
         *
         * @param bytes only lent, and without an array; what is not taken of it is kept for the next call
         */
        void received(ByteBuffer bytes);

        /** The peer sends nothing any more. Told after a demand only, and after each. */
        void inputEnded();

        /** Nothing can be written any more: the peer is gone, though perhaps not all that it sent has been read. */
        default void outputBroken() {}

        /**
         * The connection is over: called once, and last.
         *
         * @param end how
         * @param cause what failed, such as the TLS handshake; null if nothing did
         */
        void ended(End end, @Nullable Throwable cause);
    }

    /**
     * Passes the connection on to another handler, which is told what happens from now on; not that it is open. Only on the
     * transport's thread.
     *
     * @param next the other handler
     */
    void handler(Handler next);

    /** Asks for bytes, or for the end of them. Without it nothing is read, and TCP slows the peer down. */
    void demand();

    /**
     * Writes something in its turn.
     *
     * @param what the bytes; dropped if the connection ends before
     */
    void write(Outgoing what);

    /**
     * Returns how much waits to be taken by TCP.
     *
     * @return the number of bytes, more than 0 while the peer does not read
     */
    long queued();

    /**
     * Sends FIN after all that is queued, drops what still comes in, and ends the connection: at once if nothing came, or as
     * soon as the peer has sent its FIN. A peer that goes on sending has a bound.
     *
     * @param expectsMore whether the peer is known to be sending
     */
    void end(boolean expectsMore);

    /** Sends FIN after all that is queued, and goes on reading. What is written afterwards is dropped. */
    void endOutput();

    /** Ends the connection at once; what is queued is lost. */
    void close();

    /** Ends the connection at once with RST; what is queued is lost. */
    void reset();

    /**
     * Gives the connection away, as it is: its handler is not called any more, and the caller passes on what has been
     * read. Only within a call of the handler, and only while nothing waits to be written.
     *
     * @param taker is given the channel later, on the transport's thread; must not block
     * @return whether it is given away; one on which TLS lies cannot be
     */
    boolean detach(Consumer<SocketChannel> taker);

    /**
     * Returns where the peer is.
     *
     * @return its address and port
     */
    InetSocketAddress remote();

    /**
     * Tells whether this is TLS.
     *
     * @return whether it is
     */
    boolean isSecure();

    /**
     * Returns what came first, below TLS.
     *
     * @return the first bytes, at most 64
     */
    byte[] firstBytes();

    /**
     * Returns why the TLS handshake failed.
     *
     * @return the reason, empty if it did not fail, or the peer just broke it off
     */
    Optional<String> tlsFailure();

    /**
     * Runs a task later, on the transport's thread. If it throws, the connection fails.
     *
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);

    /**
     * Runs a task on the transport's thread, at once if that is the current one. If it throws, the connection fails.
     *
     * @param task must not block
     */
    void execute(Runnable task);
}
