package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;

/**
 * Where a conversation's frames go, and how it ends. A trait that changes what is sent wraps one, see {@link FilterOutput};
 * the last one is the session's, which records each call in the journal before the client can see its effect. May be used
 * from any thread; never blocks.
 */
public interface FrameOutput {

    /**
     * Sends a data frame, a ping or a pong. Does nothing but run {@code written} once the connection is closing.
     *
     * @param frame the frame
     * @param written runs when TCP has taken it, on any thread; waiting for that is what keeps memory bounded
     */
    void send(Frame frame, Runnable written);

    /**
     * Ends the connection, or begins to. Does nothing if it is over.
     *
     * @param end how
     */
    void end(OutputEnd end);

    /**
     * Sends bytes that break a rule, behind a message that is half sent. Does nothing once the connection is closing.
     *
     * @param bytes what to send
     * @param order which fault it is, for the journal
     */
    void breakRule(FaultyBytes bytes, FaultOrder order);

    /**
     * Disturbs the connection under the frames. Does nothing once the connection is closing.
     *
     * @param what what to do
     * @param order which fault it is, for the journal
     */
    void disturb(Disturbance what, FaultOrder order);

    /** Ends with the closing handshake. */
    default void close(CloseStatus status) {
        end(new OutputEnd.Close(status));
    }
}
