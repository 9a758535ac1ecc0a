package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A frame of RFC 6455, section 5.2, in its one form from the socket to the behavior and back: unmasked and inflated.
 *
 * @param opcode what it is
 * @param fin whether it ends its message
 * @param compressed whether its message came compressed, or is to go so where both ends agreed on that
 * @param content its payload
 */
public record Frame(Opcode opcode, boolean fin, boolean compressed, Chunks content) {

    /**
     * Makes a frame.
     *
     * @param opcode what it is
     * @param fin whether it ends its message
     * @param compressed see above
     * @param payload its remaining bytes; readers must not write to it or move its position
     */
    public Frame(Opcode opcode, boolean fin, boolean compressed, ByteBuffer payload) {
        this(opcode, fin, compressed, Chunks.of(payload));
    }

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
     * @return whether it is not a continuation
     */
    public boolean isFirst() {
        return opcode != Opcode.CONTINUATION;
    }

    /**
     * Returns the length of the payload.
     *
     * @return the number of bytes
     */
    public int size() {
        return content.size();
    }

    /**
     * Returns the payload in one piece. A large one that came in pieces is copied for it, once.
     *
     * @return what remains in it; not to be written to
     */
    public ByteBuffer payload() {
        return content.joined();
    }

    /**
     * Returns the payload in the pieces in which it is, without a copy.
     *
     * @return one or more; not to be written to
     */
    public List<ByteBuffer> parts() {
        return content.parts();
    }

    /**
     * Returns the payload as an array, which is not copied if the payload is all of one.
     *
     * @return not to be written to
     */
    public byte[] bytes() {
        return array(payload());
    }

    /**
     * Returns the payload as arrays, which are not copied if the pieces in which it is are all of them.
     *
     * @return one or more; not to be written to
     */
    public List<byte[]> arrays() {
        return parts().stream().map(Frame::array).toList();
    }

    private static byte[] array(ByteBuffer part) {
        if (part.hasArray() && part.arrayOffset() == 0 && part.remaining() == part.array().length) {
            return part.array();
        }
        byte[] copy = new byte[part.remaining()];
        part.duplicate().get(copy);
        return copy;
    }
}
