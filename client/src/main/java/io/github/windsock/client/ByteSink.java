package io.github.windsock.client;

import java.util.Arrays;

/** Bytes that have come; grows with them and never ahead of them by more than half. */
final class ByteSink {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int size;

    void add(byte[] source, int from, int length) {
        if (length > bytes.length - size) {
            grow(length);
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    int size() {
        return size;
    }

    /** Returns what has come, and begins anew. */
    byte[] take() {
        byte[] result = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        bytes = NONE;
        size = 0;
        return result;
    }

    /** Returns a copy of what has come, and goes on. */
    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    private void grow(int length) {
        int needed = Math.addExact(size, length);
        int grown = size > Integer.MAX_VALUE / 3 * 2 ? Integer.MAX_VALUE - 8 : size + size / 2;
        bytes = Arrays.copyOf(bytes, Math.max(needed, grown));
    }
}
