package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;

/** Masks and unmasks payloads (RFC 6455, section 5.3), long ones eight bytes at a time. */
final class Mask {
    private static final int LONG = 128;

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
        int end = from;
        if (to - from >= LONG) {
            ByteBuffer words = ByteBuffer.wrap(bytes);
            for (; to - end >= Long.BYTES; end += Long.BYTES) {
                words.putLong(end, words.getLong(end) ^ twice);
            }
        }
        for (int i = end; i < to; i++) {
            bytes[i] ^= (byte) (rotated >>> (24 - 8 * ((i - end) & 3)));
        }
    }
}
