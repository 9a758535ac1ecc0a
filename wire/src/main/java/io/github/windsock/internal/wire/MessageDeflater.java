package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Deflates the messages of one direction, frame by frame (RFC 7692, section 7.2.1). It may be closed by
 * another thread than the one that uses it.
 */
public final class MessageDeflater implements AutoCloseable {
    private static final int TAIL = 4;
    private static final int SLACK = 64; // for what cannot be compressed, and the flush
    private static final int MOST_AT_FIRST = 64 * 1024;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final boolean forgets;
    private final int flush;
    private final int piece; // is compressed by itself
    private boolean closed;

    /**
     * Makes a deflater.
     *
     * @param forgets whether each message begins with an empty window
     * @param window how far back it may refer, as the exponent of a power of two. The JDK cannot make its window smaller than
     *     the largest, so under a smaller one it begins anew after as many bytes: no reference leads out of these
     */
    public MessageDeflater(boolean forgets, int window) {
        boolean isFull = window == PerMessageDeflate.FULL;
        this.forgets = forgets;
        this.flush = isFull ? Deflater.SYNC_FLUSH : Deflater.FULL_FLUSH;
        this.piece = isFull ? Integer.MAX_VALUE : 1 << window;
    }

    /** Returns the payload of a frame that holds these bytes. Each part is flushed, which costs next to nothing. */
    synchronized ByteBuffer deflate(List<ByteBuffer> payload, boolean fin) {
        if (closed) {
            return ByteBuffer.allocate(0); // it will not be written
        }
        byte[] out = new byte[Math.min(MOST_AT_FIRST, payload.get(0).remaining()) + SLACK];
        int size = 0;
        for (ByteBuffer each : payload) {
            ByteBuffer part = each.duplicate();
            do {
                int count = Math.min(piece, part.remaining());
                deflater.setInput(part.slice().limit(count));
                part.position(part.position() + count);
                do {
                    out = out.length - size < SLACK ? Arrays.copyOf(out, 2 * out.length) : out;
                    size += deflater.deflate(out, size, out.length - size, flush);
                } while (size == out.length);
            } while (part.hasRemaining());
        }
        if (!fin) {
            return ByteBuffer.wrap(out, 0, size);
        }
        if (forgets) {
            deflater.reset();
        }
        return lastFrame(out, size);
    }

    /** Leaves out the tail of the flush; the empty message is one zero byte (RFC 7692, section 7.2.3.6). */
    private static ByteBuffer lastFrame(byte[] flushed, int size) {
        return size > TAIL ? ByteBuffer.wrap(flushed, 0, size - TAIL) : ByteBuffer.wrap(new byte[] {0});
    }

    @Override
    public synchronized void close() {
        closed = true;
        deflater.end();
    }
}
