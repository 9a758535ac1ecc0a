package io.github.windsock.server.internal.engine;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.server.internal.clock.TimerThread;
import java.nio.ByteBuffer;

/**
 * The server's end of an accepted connection. Everything is sent in the order of the calls. All methods may be called
 * from any thread unless noted, and none blocks.
 */
public interface Link extends TimerThread {

    /** Receives the events of a link on the engine's thread, one call at a time. Must not block. */
    interface Listener {

        /** The 101 has been written. Nothing is read before the first {@link Link#demand()}. */
        void opened();

        /**
         * A frame has arrived. The next one is read after the next demand.
         *
         * @param frame the frame, unmasked and inflated; its payload belongs to the listener
         */
        void frame(Frame frame);

        /**
         * The client broke a rule of RFC 6455, and nothing more is read. After a {@linkplain
         * ProtocolViolation#isRefusal() refusal}, messages are skipped and control frames still arrive.
         *
         * @param violation the broken rule, and the code to close the connection with
         */
        void violated(ProtocolViolation violation);

        /**
         * The server failed with an unexpected exception. The end of the connection follows.
         *
         * @param cause the exception or error
         */
        void failed(Throwable cause);

        /**
         * The client has sent FIN. An engine that ends the connection by itself then does not call this.
         *
         * @param end ends the connection; to be run when all earlier input has been handled
         */
        default void inputEnded(Runnable end) {
            end.run();
        }

        /**
         * Writing has failed. Input that has arrived is still passed on, even without a demand; then {@link #ended}
         * follows.
         */
        default void outputBroken() {}

        /**
         * The connection has ended. This is the last call.
         *
         * @param end how it ended
         */
        void ended(End end);
    }

    /** How a connection ended. */
    enum End {
        /** The server ended it, see {@link Link#end()}. */
        ENDED,
        /** The client closed its end (FIN), also if {@link Link#end()} was waiting for that. */
        CLOSED_BY_PEER,
        /** The client or the network reset the connection (RST). */
        RESET_BY_PEER,
        /** The server reset it, see {@link Link#reset()}. */
        RESET,
        /** The server failed, for example because memory ran out; see {@link Listener#failed}. */
        FAILED
    }

    /**
     * Sends a frame.
     *
     * @param frame the frame; it is compressed only if compression was negotiated. Its payload must not be written to
     *     before {@code written} runs
     * @param written runs on any thread when TCP has accepted the whole frame; never if the connection ends first
     */
    void send(Frame frame, Runnable written);

    /**
     * Sends bytes as they are.
     *
     * @param bytes the bytes from the buffer's position to its limit
     * @param written see {@link #send}
     */
    void sendRaw(ByteBuffer bytes, Runnable written);

    /**
     * Returns the number of bytes that TCP has not accepted yet, including headers of frames, before compression.
     *
     * @return the number of bytes, more than 0 while the client does not read
     */
    long queued();

    @Override
    default boolean isIdle() {
        return queued() == 0;
    }

    /**
     * Returns the number of bytes received from the client, including incomplete frames.
     *
     * @return the number of bytes; may be slightly outdated on threads other than the engine's
     */
    long received();

    /** Asks for the next frame. Without a demand nothing is read, and TCP slows the client down. */
    void demand();

    /**
     * Skips all further messages. Control frames are still reported. On the engine's thread. Engines that cannot skip
     * messages go on reporting them.
     */
    default void skipMessages() {}

    /**
     * Counts bytes that the server keeps to send them later as memory of this connection. Engines without a memory
     * limit ignore it.
     *
     * @param bytes the change in bytes, negative for less
     */
    default void keep(long bytes) {}

    /** Writes the queue, sends FIN, drops further input, and ends the connection. */
    void end();

    /** Ends the connection at once with RST and drops the queue. */
    void reset();

    /** Writes the queue and sends FIN; reading goes on. This and the next methods need {@link Ability#TCP_BYTES}. */
    default void endOutput() {
        throw new UnsupportedOperationException("this engine cannot end one direction");
    }

    /**
     * Cuts the output after a number of bytes, counted from this call on; also within a frame.
     *
     * @param bytes the number of bytes
     * @param cut runs on the engine's thread when they were sent; everything after them is dropped
     */
    default void cutAfter(long bytes, Runnable cut) {
        throw new UnsupportedOperationException("this engine cannot count bytes");
    }

    /**
     * Sets a limit on the speed or the size of writes.
     *
     * @param what the limit
     * @param bytes its value; 0 for no limit
     */
    default void pace(Pace what, int bytes) {
        throw new UnsupportedOperationException("this engine has one pace");
    }
}
