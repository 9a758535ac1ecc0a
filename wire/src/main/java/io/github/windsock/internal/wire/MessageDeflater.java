package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Deflates the messages of one direction, frame by frame (RFC 7692, section 7.2.1). Another thread may close it.
 */
public final class MessageDeflater implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final int TAIL = 4;
    private static final int SLACK = 64; // for incompressible data and the flush
    private static final int MAX_FIRST_CAPACITY = 64 * 1024;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final boolean noContextTakeover;
    private final int flush;
    private final int blockSize; // no reference leads out of a block of the input
    private boolean closed;

    /**
     * Creates a deflater.
     *
     * @param noContextTakeover whether each message begins with an empty window
     * @param windowBits the size of the window as the exponent of a power of two. The JDK always uses the largest
     *     window, so for a smaller one the deflater starts over after that many bytes
     */
    public MessageDeflater(boolean noContextTakeover, int windowBits) {
        boolean isFull = windowBits == PerMessageDeflate.MAX_WINDOW_BITS;
        this.noContextTakeover = noContextTakeover;
        this.flush = isFull ? Deflater.SYNC_FLUSH : Deflater.FULL_FLUSH;
        this.blockSize = isFull ? Integer.MAX_VALUE : 1 << windowBits;
    }

    /** Returns the compressed payload of one frame. Each buffer is flushed, which adds few bytes. */
    synchronized ByteBuffer deflate(List<ByteBuffer> payload, boolean fin) {
        if (closed) {
            return ByteBuffer.allocate(0); // the connection has ended, so nobody writes it
        }
        byte[] out = new byte[Math.min(MAX_FIRST_CAPACITY, payload.get(0).remaining()) + SLACK];
        int size = 0;
        for (ByteBuffer each : payload) {
            ByteBuffer part = each.duplicate();
            do {
                int count = Math.min(blockSize, part.remaining());
                deflater.setInput(part.slice().limit(count));
                part.position(part.position() + count);
                do {
                    out = out.length - size < SLACK ? Arrays.copyOf(out, 2 * out.length) : out;
                    size += deflater.deflate(out, size, out.length - size, flush);
                } while (size == out.length);
            } while (part.hasRemaining());
        }
        deflater.setInput(NOTHING); // or it would keep the message until the next one
        if (!fin) {
            return ByteBuffer.wrap(out, 0, size);
        }
        if (noContextTakeover) {
            deflater.reset();
        }
        return lastFrame(out, size);
    }

    /** Removes the tail of the flush; an empty message is one zero byte (RFC 7692, section 7.2.3.6). */
    private static ByteBuffer lastFrame(byte[] flushed, int size) {
        return size > TAIL ? ByteBuffer.wrap(flushed, 0, size - TAIL) : ByteBuffer.wrap(new byte[] {0});
    }

    @Override
    public synchronized void close() {
        closed = true;
        deflater.end();
    }
}
