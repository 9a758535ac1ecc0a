package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a frame in the pieces in which it came, so that a large one costs its bytes once. They are joined when
 * somebody wants them in one. Nobody writes to them, and nobody moves their positions.
 */
public final class Chunks {
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

    int size() {
        return size;
    }

    List<ByteBuffer> parts() {
        return parts;
    }

    ByteBuffer joined() {
        List<ByteBuffer> known = parts;
        if (known.size() > 1) {
            ByteBuffer all = ByteBuffer.allocate(size);
            known.forEach(part -> all.put(part.duplicate()));
            known = List.of(all.flip());
            parts = known;
        }
        return known.get(0);
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
