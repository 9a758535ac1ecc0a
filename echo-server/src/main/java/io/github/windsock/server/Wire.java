package io.github.windsock.server;

import io.github.windsock.CloseStatus;
import java.time.Duration;

/**
 * All that a behavior can do to a connection. It records each deed in the journal before the client can see its effect.
 * May be used from any thread; never blocks.
 */
interface Wire {

    /**
     * Sends a data frame or a pong. Does nothing but run {@code written} once the connection is closing.
     *
     * @param frame the frame
     * @param written runs when TCP has taken it; waiting for that is what keeps memory bounded
     */
    void send(Frame frame, Runnable written);

    /**
     * Begins the closing handshake, or answers it. Does nothing if a Close frame was sent before.
     *
     * @param status the status, {@link CloseStatus#NO_STATUS} for an empty Close frame
     */
    void close(CloseStatus status);

    /**
     * Ends the connection without a Close frame, by FIN after what was sent.
     *
     * @param why what ordered it, for the journal
     */
    void drop(String why);

    /**
     * Ends the connection at once by RST.
     *
     * @param why what ordered it, for the journal
     */
    void reset(String why);

    /** Asks for the next frame; without it the client is slowed down by TCP. */
    void demand();

    /**
     * Runs a task later.
     *
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);
}
