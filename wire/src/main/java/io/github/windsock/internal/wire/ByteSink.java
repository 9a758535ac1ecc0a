package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects bytes that arrive in pieces, in an array that grows to at most twice their number. Not thread-safe.
 */
public final class ByteSink {
    private static final byte[] NONE = {};
    private static final int FIRST_CAPACITY = 64;
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    private byte[] bytes = NONE;
    private int size;

    /**
     * Adds bytes.
     *
     * @param source the array to copy from
     * @param from the index of the first byte
     * @param length the number of bytes
     */
    public void add(byte[] source, int from, int length) {
        makeRoom(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /**
     * Adds bytes from a buffer and advances its position.
     *
     * @param source the buffer to read from
     * @param length the number of bytes
     */
    public void add(ByteBuffer source, int length) {
        makeRoom(length);
        source.get(bytes, size, length);
        size += length;
    }

    /**
     * Returns the number of bytes collected.
     *
     * @return the number of bytes
     */
    public int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    /**
     * Returns the collected bytes and starts over with none.
     *
     * @return an array that belongs to the caller
     */
    public byte[] take() {
        byte[] result = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        bytes = NONE;
        size = 0;
        return result;
    }

    /**
     * Returns a copy of the collected bytes and keeps them.
     *
     * @return a copy
     */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    private void makeRoom(int length) {
        if (length <= bytes.length - size) {
            return;
        }
        int needed = Math.addExact(size, length);
        long twice = Math.max(FIRST_CAPACITY, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(MAX_ARRAY_LENGTH, twice)));
    }
}
