package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;

/** Masks and unmasks payloads (RFC 6455, section 5.3), eight bytes at a time. */
final class Mask {
    private Mask() {}

    /**
     * Masks or unmasks a part of a payload.
     *
     * @param key the masking key
     * @param offset the position in the payload of the byte at {@code from}
     */
    static void toggle(byte[] bytes, int from, int to, int key, long offset) {
        int rotated = Integer.rotateLeft(key, 8 * (int) (offset & 3));
        long twice = (rotated & 0xFFFF_FFFFL) * 0x1_0000_0001L;
        int end = from + ((to - from) & -Long.BYTES);
        ByteBuffer words = ByteBuffer.wrap(bytes);
        for (int i = from; i < end; i += Long.BYTES) {
            words.putLong(i, words.getLong(i) ^ twice);
        }
        for (int i = end; i < to; i++) {
            bytes[i] ^= (byte) (rotated >>> (24 - 8 * ((i - end) & 3)));
        }
    }
}
