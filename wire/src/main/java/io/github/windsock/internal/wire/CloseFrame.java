package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The code and the reason of a Close frame (RFC 6455, section 5.5.1).
 *
 * @param code the close code; {@link #NO_CODE} if the frame has no payload
 * @param reason the close reason, may be empty
 */
public record CloseFrame(int code, String reason) {
    /** Stands for a Close frame without a payload. It is never sent as a code (section 7.4.1). */
    public static final int NO_CODE = 1005;

    /** The maximum length of the reason in UTF-8, before which the code takes two bytes. */
    public static final int MAX_REASON_BYTES = Frame.MAX_CONTROL_BYTES - 2;

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /**
     * Tells whether an endpoint may send a close code (section 7.4).
     *
     * @param code the close code
     * @return true for 1000-1003, 1007-1014 and 3000-4999
     */
    public static boolean isSendable(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    /**
     * Parses the payload of a Close frame that a {@link FrameReader} has checked.
     *
     * @param payload the payload
     * @return its code and reason
     */
    public static CloseFrame read(byte[] payload) {
        return payload.length == 0
                ? new CloseFrame(NO_CODE, "")
                : new CloseFrame(code(payload), new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    private static int code(byte[] payload) {
        return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    /**
     * Returns the payload of this Close frame. The code is not checked; with {@link #NO_CODE} the payload is empty.
     *
     * @return a new buffer
     */
    public ByteBuffer payload() {
        if (code == NO_CODE) {
            return EMPTY.duplicate();
        }
        byte[] text = Utf8Validator.encode(reason);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return ByteBuffer.wrap(payload);
    }

    /**
     * Returns this as a frame.
     *
     * @return a Close frame
     */
    public Frame frame() {
        return Frame.control(Opcode.CLOSE, payload());
    }

    /** Checks the payload of a received Close frame against sections 5.5.1, 7.4 and 8.1. */
    static void check(byte[] payload, CloseCodes codes) throws ProtocolViolation {
        if (payload.length == 0) {
            return;
        }
        if (payload.length == 1) {
            throw ProtocolViolation.protocol("Close frame has a payload of 1 byte");
        }
        int code = code(payload);
        if (!codes.mayBeReceived(code)) {
            throw ProtocolViolation.protocol("Close frame has code %d, which must not be sent".formatted(code));
        }
        Utf8Validator reason = new Utf8Validator();
        if (!reason.accept(payload, 2, payload.length) || !reason.isComplete()) {
            throw ProtocolViolation.payload("Close frame has a reason that is not UTF-8");
        }
    }
}
