package io.github.windsock.server.internal.engine;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.ProtocolViolation;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The server's end of an accepted connection, as frames. What is sent keeps its order, whatever it is; everything but
 * the listener may be called from any thread, and never blocks.
 */
public interface Link {

    /** Is told what arrives, on the engine's thread, one call at a time. Must not block. */
    interface Listener {

        /** The 101 has been written. Nothing is read before the first {@link Link#demand()}. */
        void opened();

        /**
         * One whole frame has arrived, unmasked and inflated. The next one is read after the next demand.
         *
         * @param frame the frame, whose payload now belongs to the listener
         */
        void frame(Frame frame);

        /**
         * The client broke RFC 6455; nothing of it is read any more. Or its messages are {@linkplain
         * ProtocolViolation#isRefusal() not taken} any more: then they are skipped, and its other frames still come.
         *
         * @param violation which rule, and the code with which the connection is to be failed
         */
        void violated(ProtocolViolation violation);

        /**
         * Something was thrown where nothing may be thrown. The end follows.
         *
         * @param cause the exception or error
         */
        void failed(Throwable cause);

        /**
         * The client sends nothing any more (FIN). An engine that ends the connection of itself then does not tell.
         *
         * @param end ends the connection; to be run when all that came before has been dealt with
         */
        default void inputEnded(Runnable end) {
            end.run();
        }

        /** Nothing can be written any more: what the client had sent still comes, asked for or not, and then the end. */
        default void outputBroken() {}

        /**
         * The connection is over: called once, and last.
         *
         * @param end how
         */
        void ended(End end);
    }

    /** How a connection came to its end. */
    enum End {
        /** {@link Link#end()} was called and has done its work. */
        ENDED,
        /** The client closed its end (FIN), also if {@link Link#end()} was waiting for that. */
        CLOSED_BY_PEER,
        /** The client reset the connection (RST), or the network did. */
        RESET_BY_PEER,
        /** {@link Link#reset()} was called. */
        RESET,
        /** The server itself failed, such as for want of memory: {@link Listener#failed} has told why. */
        FAILED
    }

    /**
     * Sends a frame.
     *
     * @param frame the frame, compressed only where the client agreed to that; its payload must not be written to before
     *     {@code written} runs
     * @param written runs when TCP has taken all of the frame, on any thread; never if the connection ends before
     */
    void send(Frame frame, Runnable written);

    /**
     * Sends bytes as they are.
     *
     * @param bytes what remains in it
     * @param written as for {@link #send}
     */
    void sendRaw(ByteBuffer bytes, Runnable written);

    /**
     * Returns how many bytes wait to be taken by TCP, headers of frames among them, before compression.
     *
     * @return the number, more than 0 while the client does not read
     */
    long queued();

    /**
     * Returns how many bytes have come from the client, whole frames or not.
     *
     * @return the number, as it was a moment ago for other threads than the engine's
     */
    long received();

    /** Asks for the next frame. Without it nothing is read, and TCP slows the client down. */
    void demand();

    /**
     * Reads no message any more: what comes of them is skipped, and other frames still come. On the engine's thread. An
     * engine that cannot skip goes on telling of them.
     */
    default void skipMessages() {}

    /**
     * Counts what the server keeps for this connection, to send it later, among what it takes of memory. An engine without a
     * bound of memory counts nothing.
     *
     * @param bytes how many more, negative for less
     */
    default void keep(long bytes) {}

    /** Sends FIN after all that is queued, drops what still comes in, and ends the connection. */
    void end();

    /** Ends the connection at once with RST; what is queued is lost. */
    void reset();

    /** Sends FIN after all that is queued, and goes on reading. For engines with {@link Ability#TCP_BYTES}, as what follows. */
    default void endOutput() {
        throw new UnsupportedOperationException("this engine cannot end one direction");
    }

    /**
     * Sends no more than so many bytes of what is sent from now on, wherever in a frame that is.
     *
     * @param bytes how many
     * @param cut runs when they are sent, on the engine's thread; everything behind them is dropped
     */
    default void cutAfter(long bytes, Runnable cut) {
        throw new UnsupportedOperationException("this engine cannot count bytes");
    }

    /**
     * Sets the pace of bytes, from now on.
     *
     * @param what which one
     * @param bytes its value, 0 for as fast, or as large, as it goes
     */
    default void pace(Pace what, int bytes) {
        throw new UnsupportedOperationException("this engine has one pace");
    }

    /**
     * Runs a task later, on the engine's thread.
     *
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);

    /**
     * Runs a task on the engine's thread, at once if that is the current one.
     *
     * @param task must not block
     */
    void execute(Runnable task);
}
