package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;

/** Masks and unmasks (RFC 6455, section 5.3), eight bytes at a time. */
final class Mask {
    private Mask() {}

    /**
     * Masks or unmasks a part of a payload.
     *
     * @param key the four bytes of the key
     * @param at how many bytes of the payload come before {@code from}
     */
    static void toggle(byte[] bytes, int from, int to, int key, long at) {
        int turned = Integer.rotateLeft(key, 8 * (int) (at & 3));
        long both = (turned & 0xFFFF_FFFFL) * 0x1_0000_0001L;
        int end = from + ((to - from) & -Long.BYTES);
        ByteBuffer words = ByteBuffer.wrap(bytes);
        for (int i = from; i < end; i += Long.BYTES) {
            words.putLong(i, words.getLong(i) ^ both);
        }
        for (int i = end; i < to; i++) {
            bytes[i] ^= (byte) (turned >>> (24 - 8 * ((i - end) & 3)));
        }
    }
}
