package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a frame, kept in the buffers in which it arrived so that a large payload is not copied. It is joined
 * into one buffer when a caller asks for that. Callers must not write to the buffers or move their positions.
 */
public final class Chunks {
    /**
     * Buffers that are shorter than this on average are joined: each has a cost of its own, in memory and in a write.
     */
    private static final int MIN_AVERAGE_BYTES = 4 * 1024;

    private volatile List<ByteBuffer> parts; // never empty
    private final int size;

    private Chunks(List<ByteBuffer> parts, int size) {
        this.parts = parts;
        this.size = size;
    }

    static Chunks of(ByteBuffer whole) {
        return new Chunks(List.of(whole), whole.remaining());
    }

    static Chunks of(List<ByteBuffer> parts, int size) {
        return new Chunks(List.copyOf(parts), size);
    }

    /** Concatenates chunks. Their bytes are copied only if they are in many small buffers. */
    static Chunks concatenated(List<Chunks> each) {
        List<ByteBuffer> parts =
                each.stream().flatMap(chunks -> chunks.parts.stream()).toList();
        int size = each.stream().mapToInt(Chunks::size).sum();
        if (parts.size() > 1 && size / parts.size() < MIN_AVERAGE_BYTES) {
            return of(join(parts, size));
        }
        return new Chunks(parts, size);
    }

    /**
     * Splits the payload without copying it.
     *
     * @param maxBytes the maximum size of a piece, at least 1
     * @return the pieces in order, at least one
     */
    public List<Chunks> cut(int maxBytes) {
        List<Chunks> pieces = new ArrayList<>();
        List<ByteBuffer> piece = new ArrayList<>();
        int left = maxBytes; // until the piece is full
        for (ByteBuffer part : parts) {
            int end = part.limit();
            for (int at = part.position(); at < end; ) {
                if (left == 0) {
                    pieces.add(of(piece, maxBytes));
                    piece.clear();
                    left = maxBytes;
                }
                int count = Math.min(left, end - at);
                piece.add(part.slice(at, count));
                at += count;
                left -= count;
            }
        }
        pieces.add(piece.isEmpty() ? this : of(piece, maxBytes - left));
        return pieces;
    }

    int size() {
        return size;
    }

    List<ByteBuffer> parts() {
        return parts;
    }

    ByteBuffer joined() {
        List<ByteBuffer> known = parts;
        if (known.size() > 1) {
            known = List.of(join(known, size));
            parts = known;
        }
        return known.get(0);
    }

    private static ByteBuffer join(List<ByteBuffer> parts, int size) {
        ByteBuffer all = ByteBuffer.allocate(size);
        parts.forEach(part -> all.put(part.duplicate()));
        return all.flip();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Chunks that && joined().equals(that.joined());
    }

    @Override
    public int hashCode() {
        return joined().hashCode();
    }

    @Override
    public String toString() {
        return size + " bytes";
    }
}
