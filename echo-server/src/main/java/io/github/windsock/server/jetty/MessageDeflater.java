package io.github.windsock.server.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Deflates the messages of one direction, frame by frame (RFC 7692, section 7.2.1). It may be closed by
 * another thread than the one that uses it.
 */
final class MessageDeflater implements AutoCloseable {
    private static final int TAIL = 4;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] chunk = new byte[8 * 1024];
    private final boolean forgets;
    private boolean closed;

    /**
     * Makes a deflater.
     *
     * @param forgets whether each message begins with an empty window
     * @param refers whether it may refer to what it sent before; the JDK cannot make its window smaller, but without
     *     references its output fits into any window
     */
    MessageDeflater(boolean forgets, boolean refers) {
        this.forgets = forgets;
        if (!refers) {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            deflater.deflate(chunk); // the call after a change of strategy changes it, and may take no input
        }
    }

    /** Returns the payload of a frame that holds {@code payload}, whose position moves to its end. */
    synchronized ByteBuffer deflate(ByteBuffer payload, boolean fin) {
        if (closed) {
            return payload; // it will not be written
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, payload.remaining() / 2));
        deflater.setInput(payload);
        int count;
        do {
            count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
            out.write(chunk, 0, count);
        } while (count == chunk.length);
        if (!fin) {
            return ByteBuffer.wrap(out.toByteArray());
        }
        if (forgets) {
            deflater.reset();
        }
        return lastFrame(out.toByteArray());
    }

    /** Leaves out the tail of the flush; the empty message is one zero byte (RFC 7692, section 7.2.3.6). */
    private static ByteBuffer lastFrame(byte[] flushed) {
        return flushed.length > TAIL
                ? ByteBuffer.wrap(flushed, 0, flushed.length - TAIL)
                : ByteBuffer.wrap(new byte[] {0});
    }

    @Override
    public synchronized void close() {
        closed = true;
        deflater.end();
    }
}
