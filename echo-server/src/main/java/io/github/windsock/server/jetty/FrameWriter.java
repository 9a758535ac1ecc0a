package io.github.windsock.server.jetty;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameEncoder;
import io.github.windsock.internal.wire.MessageDeflater;
import io.github.windsock.internal.wire.Role;
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

    /** A frame, bytes as they are, or an order: what is to be done in its turn. */
    private static final class Item {
        final Order order;
        final @Nullable Frame frame;
        final Runnable written;
        final int size;
        ByteBuffer[] bytes;
        boolean encoded;

        private Item(Order order, @Nullable Frame frame, ByteBuffer bytes, int size, Runnable written) {
            this.order = order;
            this.frame = frame;
            this.bytes = new ByteBuffer[] {bytes};
            this.size = size;
            this.written = written;
        }

        /** Counts the size without compression, which may make it smaller. */
        static Item of(Frame frame, Runnable written) {
            int length = frame.payload().remaining();
            return new Item(
                    Order.WRITE, frame, NOTHING, length + FrameEncoder.headerSize(Role.SERVER, length), written);
        }

        static Item of(ByteBuffer bytes, Runnable written) {
            return new Item(Order.WRITE, null, bytes.slice(), bytes.remaining(), written);
        }

        static Item of(Order order) {
            return new Item(order, null, NOTHING, 0, () -> {});
        }

        boolean hasRemaining() {
            return bytes[bytes.length - 1].hasRemaining();
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
    private final FrameEncoder encoder;
    private final AtomicLong queued = new AtomicLong();
    private final Deque<Item> queue = new ArrayDeque<>(); // guarded by itself
    private boolean opened; // guarded by the queue
    private volatile boolean ending;
    private volatile boolean broken;

    // Only the one iteration that runs uses these.
    private final List<Item> writing = new ArrayList<>();
    private boolean ended;

    FrameWriter(FrameConnection connection, EndPoint endPoint, @Nullable MessageDeflater deflater) {
        this.connection = connection;
        this.endPoint = endPoint;
        this.deflater = deflater;
        this.encoder = new FrameEncoder(Role.SERVER, deflater);
    }

    /** The connection has become one of frames: what was queued before may be written. */
    void open() {
        synchronized (queue) {
            opened = true;
        }
        iterate();
    }

    void send(Frame frame, Runnable written) {
        add(Item.of(frame, written));
    }

    void sendRaw(ByteBuffer bytes, Runnable written) {
        add(Item.of(bytes, written));
    }

    void halfClose() {
        add(Item.of(Order.HALF_CLOSE));
    }

    void end() {
        ending = true;
        add(Item.of(Order.END));
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
        if (item.frame != null && !item.encoded) {
            item.bytes = encoder.encode(item.frame);
            item.encoded = true;
        }
        int taken = 0;
        for (ByteBuffer bytes : item.bytes) {
            int count = Math.min(bytes.remaining(), Math.max(1, room - taken));
            if (count > 0) {
                buffers.add(bytes.slice(bytes.position(), count));
                bytes.position(bytes.position() + count);
                taken += count;
            }
        }
        if (!item.hasRemaining()) {
            poll();
            writing.add(item);
        }
        return Math.max(1, taken);
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
