package io.github.windsock.internal.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP or TLS connection. Writes keep their order. No method blocks; unless noted, all may be called from any thread.
 */
public interface ByteConnection {

    /** How a connection ended. */
    enum End {
        /** This end closed it, see {@link ByteConnection#end} and {@link ByteConnection#close}. */
        ENDED,
        /** The peer closed its end (FIN). */
        CLOSED_BY_PEER,
        /** The peer or the network reset the connection (RST). */
        RESET_BY_PEER,
        /** This end reset it, see {@link ByteConnection#reset}. */
        RESET,
        /** The handler, a task or the transport threw an exception. */
        FAILED
    }

    /**
     * Receives the events of a connection on the transport's thread, one call at a time. Must not block. An exception
     * or error that it throws ends this connection and no other.
     */
    interface Handler {

        /** The connection is open. Nothing is read before the first {@link ByteConnection#demand}. */
        void opened();

        /**
         * The first bytes have arrived, below TLS; see {@link ByteConnection#firstBytes}. They have not been processed
         * yet.
         */
        default void begun() {}

        /**
         * Bytes are available. Called once for each demand.
         *
         * @param bytes the bytes; valid during this call only, and may have no array. Bytes that the handler does not
         *     read are passed to the next call
         */
        void received(ByteBuffer bytes);

        /** The peer has ended its output. Called only after a demand, and again after each further demand. */
        void inputEnded();

        /** Writing has failed: the peer is gone. Bytes that it sent before may still be unread. */
        default void outputBroken() {}

        /**
         * The connection has ended. This is the last call.
         *
         * @param end how it ended
         * @param cause the failure, such as that of the TLS handshake; null if there was none
         */
        void ended(End end, @Nullable Throwable cause);
    }

    /**
     * Replaces the handler. {@link Handler#opened()} is not called again. Only on the transport's thread.
     *
     * @param next the new handler
     */
    void handler(Handler next);

    /** Asks for bytes, or for the end of input. Without a demand nothing is read, and TCP slows the peer down. */
    void demand();

    /**
     * Queues bytes to be written in order.
     *
     * @param outgoing the bytes; dropped if the connection ends first
     */
    void write(Outgoing outgoing);

    /**
     * Returns the size of the queue.
     *
     * @return the number of bytes that TCP has not accepted yet; more than 0 while the peer does not read
     */
    long queued();

    /**
     * Writes the queue, sends FIN, drops further input, and ends the connection: at once if no input is pending,
     * otherwise when the peer has sent its FIN. If the peer goes on sending, it ends after a bounded time.
     *
     * @param expectsMore whether the peer is known to be sending
     */
    void end(boolean expectsMore);

    /** Writes the queue and sends FIN; reading goes on. Later writes are dropped. */
    void endOutput();

    /** Ends the connection at once and drops the queue. */
    void close();

    /** Ends the connection at once with RST and drops the queue. */
    void reset();

    /**
     * Detaches the channel from the transport. The handler is not called again; bytes that were read already are the
     * caller's to pass on. Only within a call of the handler, and only while the queue is empty.
     *
     * @param consumer receives the channel later, on the transport's thread; must not block
     * @return whether it is detached; false for TLS
     */
    boolean detach(Consumer<SocketChannel> consumer);

    /**
     * Returns the peer's address.
     *
     * @return the address and port
     */
    InetSocketAddress remote();

    /**
     * Tells whether the connection uses TLS.
     *
     * @return whether it does
     */
    boolean isSecure();

    /**
     * Tells whether the TLS handshake is done.
     *
     * @return whether it has succeeded; false without TLS
     */
    boolean isTlsEstablished();

    /**
     * Returns the first bytes that arrived, below TLS.
     *
     * @return at most 64 bytes
     */
    byte[] firstBytes();

    /**
     * Returns why the TLS handshake failed.
     *
     * @return the reason; empty if it did not fail or the peer only closed the connection
     */
    Optional<String> tlsFailure();

    /**
     * Runs a task later, on the transport's thread. If it throws, the connection fails.
     *
     * @param delay the delay
     * @param task must not block
     * @return cancels the task if it has not started
     */
    Runnable schedule(Duration delay, Runnable task);

    /**
     * Runs a task on the transport's thread: at once if the current thread is that one. If it throws, the connection
     * ends with {@link End#FAILED}.
     *
     * @param task must not block
     */
    void execute(Runnable task);
}
