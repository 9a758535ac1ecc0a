package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A frame (RFC 6455, section 5.2) with its payload unmasked and inflated.
 *
 * @param opcode the opcode
 * @param fin whether it is the last frame of its message
 * @param compressed whether its message was received compressed, or is to be sent compressed if that was negotiated
 * @param content the payload
 */
public record Frame(Opcode opcode, boolean fin, boolean compressed, Chunks content) {

    /** The maximum length of a control frame's payload (section 5.5). */
    public static final int MAX_CONTROL_BYTES = 125;

    // Bits of the first two bytes. RSV1 marks a compressed message (RFC 7692, section 6).
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int MASKED = 0x80;

    /**
     * Creates a frame whose payload is in one buffer.
     *
     * @param opcode the opcode
     * @param fin whether it is the last frame of its message
     * @param compressed whether its message was received compressed, or is to be sent compressed if that was negotiated
     * @param payload the payload, from the buffer's position to its limit; nobody may write to it or move its position
     */
    public Frame(Opcode opcode, boolean fin, boolean compressed, ByteBuffer payload) {
        this(opcode, fin, compressed, Chunks.of(payload));
    }

    /**
     * Returns a control frame.
     *
     * @param opcode the opcode of a control frame
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
     * Tells whether a data frame is the first of its message.
     *
     * @return whether it is not a continuation frame
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
     * Returns the payload in one buffer. A payload in several buffers is copied, once.
     *
     * @return the payload; the caller must not write to it
     */
    public ByteBuffer payload() {
        return content.joined();
    }

    /**
     * Returns the payload without copying it.
     *
     * @return one or more buffers; the caller must not write to them
     */
    public List<ByteBuffer> parts() {
        return content.parts();
    }

    /**
     * Returns the payload as an array, without a copy if the payload is exactly one array.
     *
     * @return the payload; the caller must not write to it
     */
    public byte[] bytes() {
        return array(payload());
    }

    /**
     * Returns the payload as arrays. Buffers that are exactly one array are not copied.
     *
     * @return one or more arrays; the caller must not write to them
     */
    public List<byte[]> arrays() {
        List<ByteBuffer> parts = parts();
        if (parts.size() == 1) {
            return List.of(array(parts.get(0))); // nearly always
        }
        return parts.stream().map(Frame::array).toList();
    }

    /** Returns the bytes of a buffer, without a copy if it is exactly one array. */
    static byte[] array(ByteBuffer part) {
        if (part.hasArray() && part.arrayOffset() == 0 && part.remaining() == part.array().length) {
            return part.array();
        }
        byte[] copy = new byte[part.remaining()];
        part.duplicate().get(copy);
        return copy;
    }
}
