package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The payload of the frame that is being read, in chunks: bytes that have arrived are not copied again. It reserves
 * memory before it grows: at most as much as has arrived, and never beyond the frame's length. Not thread-safe.
 */
final class FramePayload {
    private static final byte[] NONE = {};
    private static final int LARGEST_CHUNK = 1 << 20;

    private final PayloadMemory memory;
    private final List<ByteBuffer> full = new ArrayList<>();
    private byte[] chunk = NONE;
    private int end; // of what has come, in the chunk
    private long size;
    private int first;
    private long most;

    FramePayload(PayloadMemory memory) {
        this.memory = memory;
    }

    /** Begins anew: {@code start} bytes are made room for with the first one, and it grows up to {@code expected}. */
    void begin(int start, long expected) {
        full.clear();
        chunk = NONE;
        end = 0;
        size = 0;
        most = expected;
        first = (int) Math.min(start, expected);
    }

    /** Adds up to so many bytes of a buffer; returns how many, which are the last ones of the {@link #chunk}. */
    int add(ByteBuffer source, int length) throws ProtocolViolation {
        int count = makeRoom(length);
        source.get(chunk, end, count);
        added(count);
        return count;
    }

    /** Adds all these bytes. */
    void add(byte[] source, int from, int length) throws ProtocolViolation {
        int done = 0;
        while (done < length) {
            int count = makeRoom(length - done);
            System.arraycopy(source, from + done, chunk, end, count);
            added(count);
            done += count;
        }
    }

    private void added(int count) {
        end += count;
        size += count;
    }

    private int makeRoom(int wanted) throws ProtocolViolation {
        if (end == chunk.length) {
            long grown = Math.max(size == 0 ? first : size, wanted);
            int next = (int) Math.min(Math.min(grown, LARGEST_CHUNK), most - size);
            memory.hold(size + next);
            if (end > 0) {
                full.add(ByteBuffer.wrap(chunk));
            }
            chunk = new byte[next];
            end = 0;
        }
        return Math.min(wanted, chunk.length - end);
    }

    long size() {
        return size;
    }

    byte[] chunk() {
        return chunk;
    }

    int end() {
        return end;
    }

    /** Returns what has come. */
    Chunks take() {
        ByteBuffer last = ByteBuffer.wrap(end == chunk.length ? chunk : Arrays.copyOf(chunk, end));
        full.add(last);
        Chunks all = full.size() == 1 ? Chunks.of(last) : Chunks.of(full, (int) size);
        drop();
        return all;
    }

    void drop() {
        begin(0, 0);
    }
}
