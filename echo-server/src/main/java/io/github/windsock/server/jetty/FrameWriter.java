package io.github.windsock.server.jetty;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a link sends, in one order, with as many frames to a write as there are, and large payloads in pieces: the
 * JDK copies each piece to a direct buffer, which it keeps.
 */
final class FrameWriter extends IteratingCallback {
    private static final int PIECE = 128 * 1024;

    private enum Order {
        WRITE,
        HALF_CLOSE,
        END
    }

    private static final class Item {
        final Order order;
        final int opcode; // below 0: the payload is the bytes to write
        final boolean fin;
        final boolean compressed;
        final Runnable written;
        final int size;
        ByteBuffer payload;

        @Nullable
        ByteBuffer header;

        Item(Order order, int opcode, boolean fin, boolean compressed, ByteBuffer payload, Runnable written) {
            this.order = order;
            this.opcode = opcode;
            this.fin = fin;
            this.compressed = compressed;
            this.payload = payload.slice();
            this.size = this.payload.remaining() + headerSize();
            this.written = written;
        }

        /** The header's size without compression, which may make it smaller. */
        private int headerSize() {
            return opcode < 0 ? 0 : header(0, payload.remaining()).remaining();
        }
    }

    /** Without a stack: it is thrown at nobody. */
    private static final class Shut extends ClosedChannelException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final FrameConnection connection;
    private final EndPoint endPoint;
    private final @Nullable MessageDeflater deflater;
    private final AtomicLong queued = new AtomicLong();
    private final Deque<Item> queue = new ArrayDeque<>(); // guarded by itself
    private boolean opened; // guarded by the queue
    private volatile boolean ending;
    private volatile boolean broken;

    // Only the one iteration that runs uses these.
    private final List<Item> writing = new ArrayList<>();
    private boolean messageCompressed;
    private boolean ended;

    FrameWriter(FrameConnection connection, EndPoint endPoint, @Nullable MessageDeflater deflater) {
        this.connection = connection;
        this.endPoint = endPoint;
        this.deflater = deflater;
    }

    /** The connection has become one of frames: what was queued before may be written. */
    void open() {
        synchronized (queue) {
            opened = true;
        }
        iterate();
    }

    void send(int opcode, boolean fin, boolean compressed, ByteBuffer payload, Runnable written) {
        add(new Item(Order.WRITE, opcode, fin, compressed, payload, written));
    }

    void sendRaw(ByteBuffer bytes, Runnable written) {
        add(new Item(Order.WRITE, -1, true, false, bytes, written));
    }

    void halfClose() {
        add(new Item(Order.HALF_CLOSE, -1, true, false, NOTHING, () -> {}));
    }

    void end() {
        ending = true;
        add(new Item(Order.END, -1, true, false, NOTHING, () -> {}));
    }

    long queued() {
        return queued.get();
    }

    boolean isBroken() {
        return broken;
    }

    /** Returns whether the end has been asked for. */
    boolean isEnding() {
        return ending;
    }

    private void add(Item item) {
        queued.addAndGet(item.size);
        synchronized (queue) {
            queue.add(item);
            if (!opened) {
                return;
            }
        }
        iterate();
    }

    private @Nullable Item peek() {
        synchronized (queue) {
            return opened ? queue.peek() : null;
        }
    }

    private void poll() {
        synchronized (queue) {
            queue.poll();
        }
    }

    @Override
    protected Action process() {
        List<ByteBuffer> buffers = new ArrayList<>();
        int room = PIECE;
        while (room > 0) {
            Item item = peek();
            if (item == null || ended) {
                break;
            }
            if (item.order != Order.WRITE) {
                if (!buffers.isEmpty()) {
                    break; // first what is before it
                }
                poll();
                obey(item.order);
                continue;
            }
            room -= take(item, room, buffers);
            if (buffers.isEmpty()) {
                complete(); // it has no bytes, and nothing is before it
            }
        }
        if (buffers.isEmpty()) {
            return Action.IDLE;
        }
        endPoint.write(this, buffers.toArray(ByteBuffer[]::new));
        return Action.SCHEDULED;
    }

    private void obey(Order order) {
        if (order == Order.END) {
            ended = true;
            connection.onEndWritten();
        } else {
            endPoint.shutdownOutput();
        }
    }

    /** Adds as much of an item as there is room for; returns how much that was. */
    private int take(Item item, int room, List<ByteBuffer> buffers) {
        int taken = 0;
        if (item.header == null) {
            ByteBuffer header = begin(item);
            item.header = header;
            if (header.hasRemaining()) {
                buffers.add(header);
            }
            taken = header.remaining();
        }
        int count = Math.min(item.payload.remaining(), Math.max(1, room - taken));
        if (count > 0) {
            buffers.add(item.payload.slice(item.payload.position(), count));
            item.payload.position(item.payload.position() + count);
        }
        if (!item.payload.hasRemaining()) {
            poll();
            writing.add(item);
        }
        return Math.max(1, taken + count);
    }

    /** Compresses the payload if that is wanted, and returns the frame's header (RFC 6455, section 5.2). */
    private ByteBuffer begin(Item item) {
        if (item.opcode < 0) {
            return NOTHING;
        }
        boolean isControl = (item.opcode & 0x08) != 0;
        boolean isFirst = item.opcode != FrameReader.CONTINUATION;
        if (!isControl && isFirst) {
            messageCompressed = item.compressed && deflater != null;
        }
        boolean deflated = false;
        if (!isControl && messageCompressed && deflater != null) {
            item.payload = deflater.deflate(item.payload, item.fin);
            deflated = true;
        }
        int start = (item.fin ? 0x80 : 0) | (deflated && isFirst ? 0x40 : 0) | item.opcode;
        return header(start, item.payload.remaining());
    }

    private static ByteBuffer header(int start, int length) {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) start);
        if (length < 126) {
            header.put((byte) length);
        } else if (length < 65536) {
            header.put((byte) 126).putShort((short) length);
        } else {
            header.put((byte) 127).putLong(length);
        }
        return header.flip();
    }

    @Override
    protected void onSuccess() {
        complete();
    }

    private void complete() {
        List<Item> done = List.copyOf(writing);
        writing.clear();
        for (Item item : done) {
            queued.addAndGet(-item.size);
            item.written.run();
        }
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        broken = true;
        connection.onWriteFailed();
    }

    /** Ends it all: nothing more is written. */
    void shut() {
        synchronized (queue) {
            queue.clear();
        }
        abort(new Shut());
        if (deflater != null) {
            deflater.close();
        }
    }
}
