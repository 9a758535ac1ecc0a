package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
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
    private boolean closed;

    /**
     * Makes a deflater.
     *
     * @param forgets whether each message begins with an empty window
     * @param refers whether it may refer to what it sent before; the JDK cannot make its window smaller, but without
     *     references its output fits into any window
     */
    public MessageDeflater(boolean forgets, boolean refers) {
        this.forgets = forgets;
        if (!refers) {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            deflater.deflate(new byte[16]); // the call after a change of strategy changes it, and may take no input
        }
    }

    /** Returns the payload of a frame that holds {@code payload}, whose position moves to its end. */
    synchronized ByteBuffer deflate(ByteBuffer payload, boolean fin) {
        if (closed) {
            return payload; // it will not be written
        }
        deflater.setInput(payload);
        byte[] out = new byte[Math.min(MOST_AT_FIRST, payload.remaining()) + SLACK];
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        while (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
            size += deflater.deflate(out, size, size, Deflater.SYNC_FLUSH);
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
