package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;

/**
 * A frame of RFC 6455, section 5.2, in its one form from the socket to the behavior and back: unmasked and inflated.
 *
 * @param opcode what it is
 * @param fin whether it ends its message
 * @param compressed whether its message came compressed, or is to go so where both ends agreed on that
 * @param payload what remains in it; nobody writes to it, and nobody moves its position
 */
public record Frame(Opcode opcode, boolean fin, boolean compressed, ByteBuffer payload) {

    /**
     * Returns a control frame.
     *
     * @param opcode which
     * @param payload at most 125 bytes
     * @return the frame
     */
    public static Frame control(Opcode opcode, ByteBuffer payload) {
        return new Frame(opcode, true, false, payload);
    }

    /**
     * Tells whether this is a control frame.
     *
     * @return whether it is Close, ping or pong
     */
    public boolean isControl() {
        return opcode.isControl();
    }

    /**
     * Tells whether a data frame begins its message.
     *
     * @return whether it is no continuation
     */
    public boolean isFirst() {
        return opcode != Opcode.CONTINUATION;
    }

    /**
     * Returns the payload as an array, which is not copied if the payload is all of one.
     *
     * @return not to be written to
     */
    public byte[] bytes() {
        if (payload.hasArray() && payload.arrayOffset() == 0 && payload.remaining() == payload.array().length) {
            return payload.array();
        }
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }
}
