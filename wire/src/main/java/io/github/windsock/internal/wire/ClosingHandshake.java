package io.github.windsock.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * How far a connection has come with its closing handshake, and what its end means (RFC 6455, section 7.1). It decides what
 * may still be sent, too: after this end's Close frame only pongs, and those until the other's has come (sections 5.5.1 and
 * 5.5.2). Not thread-safe, its owner has a lock for it; only {@link #written()} may be called without.
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
     * What a connection's end was.
     *
     * @param status what the peer's Close frame said, 1006 without one
     * @param clean whether both Close frames passed
     * @param timedOut whether this end's wait for the other's Close frame has timed out
     * @param why what went wrong in words, empty if nothing did or the cause is not known
     */
    public record Outcome(CloseFrame status, boolean clean, boolean timedOut, String why) {}

    /**
     * Notes that this end's Close frame is queued.
     *
     * @return whether it is to be sent; false if one was before, or nothing may be sent any more
     */
    public boolean send() {
        if (!maySendData()) {
            return false;
        }
        sent = true;
        return true;
    }

    /** Notes that the network has taken this end's Close frame: only now is it sent. */
    public void written() {
        written = true;
    }

    /**
     * Notes the peer's Close frame.
     *
     * @param close what it says
     */
    public void receive(CloseFrame close) {
        received = close;
    }

    /**
     * Notes that nothing more is sent, and no Close frame either.
     *
     * @param reason in words
     */
    public void abandon(String reason) {
        broken = true;
        because(reason);
    }

    /**
     * Notes that this end has waited long enough.
     *
     * @param reason for what, in words
     */
    public void timeOut(String reason) {
        timedOut = true;
        because(reason);
    }

    /**
     * Gives a reason for what comes. The first one stays.
     *
     * @param reason in words
     */
    public void because(String reason) {
        if (why.isEmpty()) {
            why = reason;
        }
    }

    /**
     * Tells whether messages and pings may be sent.
     *
     * @return false once this end's Close frame is queued, or nothing is sent any more
     */
    public boolean maySendData() {
        return !sent && !broken;
    }

    /**
     * Tells whether pings are answered.
     *
     * @return false once the peer's Close frame has come, or nothing is sent any more
     */
    public boolean maySendPong() {
        return received == null && !broken;
    }

    /**
     * Tells whether this end's Close frame is queued.
     *
     * @return whether it is, or was
     */
    public boolean isSent() {
        return sent;
    }

    /**
     * Tells whether nothing is sent any more.
     *
     * @return whether {@link #abandon} was called
     */
    public boolean isAbandoned() {
        return broken;
    }

    /**
     * Tells whether the network has taken this end's Close frame.
     *
     * @return whether it has
     */
    public boolean isWritten() {
        return written;
    }

    /**
     * Returns what the peer's Close frame said.
     *
     * @return its status, null while none has come
     */
    public @Nullable CloseFrame received() {
        return received;
    }

    /**
     * Returns what the end means if it comes now.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        CloseFrame status = received == null ? NONE : received;
        return new Outcome(status, received != null && written, timedOut, why);
    }
}
