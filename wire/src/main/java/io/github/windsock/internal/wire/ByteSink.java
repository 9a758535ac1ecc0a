package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects bytes that arrive piece by piece. It grows to at most twice what has arrived, and never beyond the expected
 * length. Not thread-safe.
 */
public final class ByteSink {
    private static final byte[] NONE = {};
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes = NONE;
    private int size;
    private int first = 64;
    private int most = LARGEST;

    /** Begins anew: {@code start} bytes are made room for with the first one, and it grows up to {@code expected}. */
    void begin(int start, long expected) {
        bytes = NONE;
        size = 0;
        most = (int) Math.min(expected, LARGEST);
        first = Math.min(start, most);
    }

    /**
     * Adds bytes.
     *
     * @param source where they are
     * @param from where they begin
     * @param length how many
     */
    public void add(byte[] source, int from, int length) {
        makeRoom(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /**
     * Adds bytes of a buffer, whose position moves.
     *
     * @param source where they are
     * @param length how many
     */
    public void add(ByteBuffer source, int length) {
        makeRoom(length);
        source.get(bytes, size, length);
        size += length;
    }

    /**
     * Returns how many have come.
     *
     * @return the number
     */
    public int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    /**
     * Returns what has come, and begins anew.
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
     * Returns what has come, and goes on.
     *
     * @return a copy
     */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    private void makeRoom(int length) {
        int capacity = capacityFor(length);
        if (capacity > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacity);
        }
    }

    /** Returns how long the array will be when so many bytes have been added. */
    int capacityFor(int length) {
        if (length <= bytes.length - size) {
            return bytes.length;
        }
        int needed = Math.addExact(size, length);
        long twice = Math.max(first, 2L * bytes.length);
        return (int) Math.max(needed, Math.min(most, twice));
    }
}
