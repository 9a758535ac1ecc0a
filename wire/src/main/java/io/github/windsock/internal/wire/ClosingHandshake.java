package io.github.windsock.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * The state of a connection's closing handshake and its outcome (RFC 6455, section 7.1). It also decides what this end
 * may still send: after its own Close frame only pongs, and after the peer's Close frame no pongs either (sections
 * 5.5.1 and 5.5.2). Not thread-safe: callers hold the owner's lock, except for {@link #written()}.
 */
public final class ClosingHandshake {
    private static final CloseFrame NONE = new CloseFrame(1006, "");

    private boolean sent;
    private volatile boolean written;
    private boolean broken;
    private boolean timedOut;
    private @Nullable CloseFrame received;
    private String why = "";

    /**
     * How a connection ended.
     *
     * @param status the code and the reason of the peer's Close frame; 1006 if none arrived
     * @param clean whether both ends sent a Close frame
     * @param timedOut whether this end stopped waiting for the peer's Close frame
     * @param why what went wrong, for people to read; empty if nothing did or the cause is unknown
     */
    public record ClosingResult(CloseFrame status, boolean clean, boolean timedOut, String why) {}

    /**
     * Records that this end sends its Close frame.
     *
     * @return whether to send it; false if a Close frame was already sent or the connection was abandoned
     */
    public boolean send() {
        if (!maySendData()) {
            return false;
        }
        sent = true;
        return true;
    }

    /** Records that this end's Close frame has been written to the network. Any thread may call it. */
    public void written() {
        written = true;
    }

    /**
     * Records the peer's Close frame.
     *
     * @param close its code and reason
     */
    public void receive(CloseFrame close) {
        received = close;
    }

    /**
     * Records that this end sends nothing more, not even a Close frame.
     *
     * @param reason why, for people to read
     */
    public void abandon(String reason) {
        broken = true;
        because(reason);
    }

    /**
     * Records that the wait for the peer's Close frame has timed out.
     *
     * @param reason what timed out, for people to read
     */
    public void timeOut(String reason) {
        timedOut = true;
        because(reason);
    }

    /**
     * Sets the reason of the outcome, unless one is set already.
     *
     * @param reason what went wrong, for people to read
     */
    public void because(String reason) {
        if (why.isEmpty()) {
            why = reason;
        }
    }

    /**
     * Tells whether messages and pings may be sent.
     *
     * @return false after {@link #send()} or {@link #abandon}
     */
    public boolean maySendData() {
        return !sent && !broken;
    }

    /**
     * Tells whether pongs may be sent.
     *
     * @return false after the peer's Close frame or {@link #abandon}
     */
    public boolean maySendPong() {
        return received == null && !broken;
    }

    /**
     * Tells whether this end has sent a Close frame, or has queued it.
     *
     * @return whether {@link #send()} returned true
     */
    public boolean isSent() {
        return sent;
    }

    /**
     * Tells whether this end sends nothing more.
     *
     * @return whether {@link #abandon} was called
     */
    public boolean isAbandoned() {
        return broken;
    }

    /**
     * Tells whether this end's Close frame has been written to the network.
     *
     * @return whether {@link #written()} was called
     */
    public boolean isWritten() {
        return written;
    }

    /**
     * Returns the peer's Close frame.
     *
     * @return its code and reason; null if none has arrived yet
     */
    public @Nullable CloseFrame received() {
        return received;
    }

    /**
     * Returns the outcome if the connection ends now.
     *
     * @return the outcome
     */
    public ClosingResult outcome() {
        CloseFrame status = received == null ? NONE : received;
        return new ClosingResult(status, received != null && written, timedOut, why);
    }
}
