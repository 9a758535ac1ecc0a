package io.github.windsock.internal.wire;

/** Says which rule the peer broke, and with which code its connection is failed (RFC 6455, section 7.1.7). */
public final class ProtocolViolation extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_PAYLOAD = 1007;
    private static final int TOO_BIG = 1009;
    private static final int TRY_AGAIN_LATER = 1013;

    private final int code;
    private final long limit;

    /** Makes a violation without a stack: its cause is in the peer's bytes, not in this program. */
    private ProtocolViolation(int code, String reason, long limit) {
        super(reason, null, false, false);
        this.code = code;
        this.limit = limit;
    }

    /**
     * Returns a violation that was found outside the frame reader.
     *
     * @param code the code with which the connection is failed
     * @param reason which rule was broken
     * @return the violation
     */
    public static ProtocolViolation foundElsewhere(int code, String reason) {
        return new ProtocolViolation(code, reason, 0);
    }

    static ProtocolViolation protocol(String reason) {
        return new ProtocolViolation(PROTOCOL_ERROR, reason, 0);
    }

    /** The content of a message or of a reason is invalid: text that is not UTF-8, or data that is not DEFLATE. */
    static ProtocolViolation payload(String reason) {
        return new ProtocolViolation(INVALID_PAYLOAD, reason, 0);
    }

    /**
     * Returns the violation of a message that is too long.
     *
     * @param limit the bytes of the longest message
     * @return the violation, with code 1009
     */
    public static ProtocolViolation tooBig(long limit) {
        return new ProtocolViolation(TOO_BIG, "message is longer than the limit of " + limit + " bytes", limit);
    }

    /**
     * Returns the failure of a peer for whose messages there is no memory. It violates no rule.
     *
     * @param reason why, in at most 123 bytes of UTF-8
     * @param limit the bytes that there are
     * @return the violation
     */
    public static ProtocolViolation noMemory(String reason, long limit) {
        return new ProtocolViolation(TRY_AGAIN_LATER, reason, limit);
    }

    /**
     * Returns the code of the Close frame that answers it.
     *
     * @return 1002, 1007, 1009 or 1013
     */
    public int code() {
        return code;
    }

    /**
     * Returns the reason of that frame.
     *
     * @return at most 123 bytes in UTF-8
     */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /**
     * Tells whether a message is longer than the limit of this end.
     *
     * @return whether the code is 1009
     */
    public boolean isTooBig() {
        return code == TOO_BIG;
    }

    /**
     * Tells whether this end only takes no message any more: no rule is broken, and reading may go on, see {@link
     * FrameReader#next}.
     *
     * @return whether the code is 1009 or 1013
     */
    public boolean isRefusal() {
        return isTooBig() || code == TRY_AGAIN_LATER;
    }

    /**
     * Returns the limit that was exceeded.
     *
     * @return the bytes of the longest message, or of the memory; 0 if it is no matter of these
     */
    public long limit() {
        return limit;
    }
}
