package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the payload of the frame that is being read, in chunks, so that growing copies nothing. Each new chunk is at
 * most as large as all bytes so far and never exceeds the frame's length; its memory is reserved first. Not
 * thread-safe.
 */
final class FramePayload {
    private static final byte[] NONE = {};
    private static final int LARGEST_CHUNK = 1 << 20;

    private final @Nullable PayloadMemory memory; // null if there is no bound
    private final List<ByteBuffer> full = new ArrayList<>();
    private byte[] chunk = NONE;
    private int end; // of the bytes in the chunk
    private long size;
    private int firstChunk;
    private long maxSize;

    FramePayload(@Nullable PayloadMemory memory) {
        this.memory = memory;
    }

    /** Starts a new payload of at most {@code maxSize} bytes; {@code firstChunk} is the size of its first chunk. */
    void begin(int firstChunk, long maxSize) {
        full.clear();
        chunk = NONE;
        end = 0;
        size = 0;
        this.maxSize = maxSize;
        this.firstChunk = (int) Math.min(firstChunk, maxSize);
    }

    /** Adds at most {@code length} bytes from a buffer; returns how many. They are the last bytes of {@link #chunk}. */
    int add(ByteBuffer source, int length) throws ProtocolViolation {
        int count = makeRoom(length);
        source.get(chunk, end, count);
        added(count);
        return count;
    }

    /** Adds all {@code length} bytes. */
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
            long grown = Math.max(size == 0 ? firstChunk : size, wanted);
            int next = (int) Math.min(Math.min(grown, LARGEST_CHUNK), maxSize - size);
            if (memory != null) {
                memory.hold(size + next);
            }
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

    /** Returns the collected payload and starts over. */
    Chunks take() {
        ByteBuffer last = ByteBuffer.wrap(end == chunk.length ? chunk : Arrays.copyOf(chunk, end));
        Chunks all = full.isEmpty() ? Chunks.of(last) : whole(last);
        drop();
        return all;
    }

    private Chunks whole(ByteBuffer last) {
        full.add(last);
        return Chunks.of(full, (int) size);
    }

    void drop() {
        begin(0, 0);
    }
}
