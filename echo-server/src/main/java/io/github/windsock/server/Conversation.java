package io.github.windsock.server;

import io.github.windsock.CloseStatus;

/**
 * What a behavior does on one connection, as a reaction to what happens on it. Its methods are called one at a time and
 * must not block. What it does not override is done as RFC 6455 asks.
 */
interface Conversation {

    /**
     * The handshake is done. Must lead to the first demand.
     *
     * @param wire the connection
     */
    default void opened(Wire wire) {
        wire.demand();
    }

    /**
     * A data frame has arrived. Must lead to the next demand.
     *
     * @param frame with opcode text, binary or continuation
     * @param wire the connection
     */
    void data(Frame frame, Wire wire);

    /**
     * A ping has arrived; it is answered with the same payload (section 5.5.3). Must lead to the next demand.
     *
     * @param frame the ping
     * @param wire the connection
     */
    default void ping(Frame frame, Wire wire) {
        wire.send(new Frame(Frame.PONG, true, false, frame.payload()), wire::demand);
    }

    /**
     * A pong has arrived. Must lead to the next demand.
     *
     * @param frame the pong
     * @param wire the connection
     */
    default void pong(Frame frame, Wire wire) {
        wire.demand();
    }

    /**
     * The client begins to close; it is answered with its own status (section 5.5.1).
     *
     * @param status what the client sent
     * @param wire the connection
     */
    default void closing(CloseStatus status, Wire wire) {
        wire.close(status);
    }
}
