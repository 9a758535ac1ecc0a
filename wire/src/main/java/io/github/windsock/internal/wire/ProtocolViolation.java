package io.github.windsock.internal.wire;

/** A rule that the peer broke, and the close code that this end fails the connection with (RFC 6455, section 7.1.7). */
public final class ProtocolViolation extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_PAYLOAD = 1007;
    private static final int TOO_BIG = 1009;
    private static final int TRY_AGAIN_LATER = 1013;

    private final int code;
    private final long limit;

    /** Has no stack trace: the cause is in the peer's bytes, not in this program. */
    private ProtocolViolation(int code, String reason, long limit) {
        super(reason, null, false, false);
        this.code = code;
        this.limit = limit;
    }

    /**
     * Returns a violation that another implementation of the protocol found.
     *
     * @param code the close code that the connection is failed with
     * @param reason the rule that was broken
     * @return the violation
     */
    public static ProtocolViolation foundElsewhere(int code, String reason) {
        return new ProtocolViolation(code, reason, 0);
    }

    static ProtocolViolation protocol(String reason) {
        return new ProtocolViolation(PROTOCOL_ERROR, reason, 0);
    }

    /** Returns a violation in the content of a message or a close reason: invalid UTF-8 or invalid compressed data. */
    static ProtocolViolation payload(String reason) {
        return new ProtocolViolation(INVALID_PAYLOAD, reason, 0);
    }

    /**
     * Returns the violation of a message that is too large.
     *
     * @param limit the maximum size of a message in bytes
     * @return the violation, with code 1009
     */
    public static ProtocolViolation tooBig(long limit) {
        return new ProtocolViolation(TOO_BIG, "message is longer than the limit of " + limit + " bytes", limit);
    }

    /**
     * Returns the refusal of a message for which this end has no memory. The peer broke no rule.
     *
     * @param reason why, at most 123 bytes in UTF-8
     * @param limit the size of the memory in bytes
     * @return the violation
     */
    public static ProtocolViolation noMemory(String reason, long limit) {
        return new ProtocolViolation(TRY_AGAIN_LATER, reason, limit);
    }

    /**
     * Returns the close code that this end fails the connection with.
     *
     * @return 1002, 1007, 1009 or 1013, or the code of {@link #foundElsewhere}
     */
    public int code() {
        return code;
    }

    /**
     * Returns the reason to send with that code.
     *
     * @return at most 123 bytes in UTF-8
     */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /**
     * Tells whether a message exceeds this end's limit.
     *
     * @return whether the code is 1009
     */
    public boolean isTooBig() {
        return code == TOO_BIG;
    }

    /**
     * Tells whether this end refuses further messages although the peer broke no rule. Reading may go on, see {@link
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
     * @return the maximum size of a message or of the memory, in bytes; 0 for any other violation
     */
    public long limit() {
        return limit;
    }
}
