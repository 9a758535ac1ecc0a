package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a frame in the pieces in which it came, so that a large one costs its bytes once. They are joined
 * when a caller asks for one array. Callers must not write to them or move their positions.
 */
public final class Chunks {
    /** Pieces that are shorter on average are joined: each costs something of its own, here and when it is written. */
    private static final int WORTH_KEEPING = 4 * 1024;

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

    /** Returns what several have one after the other, copied only if that is in many small pieces. */
    static Chunks concatenated(List<Chunks> each) {
        List<ByteBuffer> parts =
                each.stream().flatMap(chunks -> chunks.parts.stream()).toList();
        int size = each.stream().mapToInt(Chunks::size).sum();
        if (parts.size() > 1 && size / parts.size() < WORTH_KEEPING) {
            return of(join(parts, size));
        }
        return new Chunks(parts, size);
    }

    /**
     * Cuts it, without a copy.
     *
     * @param most how many bytes each piece has at most, 1 or more
     * @return the pieces in order, at least one
     */
    public List<Chunks> cut(int most) {
        List<Chunks> pieces = new ArrayList<>();
        List<ByteBuffer> piece = new ArrayList<>();
        int left = most; // in the piece
        for (ByteBuffer part : parts) {
            int end = part.limit();
            for (int at = part.position(); at < end; ) {
                if (left == 0) {
                    pieces.add(of(piece, most));
                    piece.clear();
                    left = most;
                }
                int count = Math.min(left, end - at);
                piece.add(part.slice(at, count));
                at += count;
                left -= count;
            }
        }
        pieces.add(piece.isEmpty() ? this : of(piece, most - left));
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
