package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;

/**
 * The output of a conversation. Traits that change what is sent wrap it, see {@link FilterOutput}. The innermost output
 * is the session's, which records each call in the journal before the client can see its effect. Any thread may call
 * the methods; none blocks.
 */
public interface FrameOutput {

    /**
     * Sends a data frame, a ping or a pong. If the connection is closing, it only runs {@code written}.
     *
     * @param frame the frame
     * @param written runs on any thread when TCP has accepted the frame; callers wait for it so that memory stays
     *     bounded
     */
    void send(Frame frame, Runnable written);

    /**
     * Ends the connection or starts to. Does nothing if it has ended.
     *
     * @param end how to end it
     */
    void end(OutputEnd end);

    /**
     * Sends bytes that break a rule. If a message has been sent in part, they come after its end. Does nothing if the
     * connection is closing.
     *
     * @param bytes the bytes to send
     * @param order the fault, for the journal
     */
    void breakRule(FaultyBytes bytes, FaultOrder order);

    /**
     * Plays a fault of the TCP connection. Does nothing if the connection is closing.
     *
     * @param what the kind of the fault
     * @param order the fault, for the journal
     */
    void disturb(Disturbance what, FaultOrder order);

    /** Ends with the closing handshake. */
    default void close(CloseStatus status) {
        end(new OutputEnd.Close(status));
    }
}
