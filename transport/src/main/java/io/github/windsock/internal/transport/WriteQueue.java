package io.github.windsock.internal.transport;

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
 * Writes what a connection sends, in order. Each write takes all that is pending; large buffers are written in
 * pieces: the JDK copies each piece to a direct buffer, which it keeps.
 */
final class WriteQueue extends IteratingCallback {
    private static final int PIECE = 128 * 1024;

    private static final class Item {
        final @Nullable Outgoing what; // none for what happens in between
        final Runnable reached;
        private @Nullable Deque<ByteBuffer> rest; // since its turn came

        Item(@Nullable Outgoing what, Runnable reached) {
            this.what = what;
            this.reached = reached;
        }

        Deque<ByteBuffer> rest() {
            Deque<ByteBuffer> begun = rest;
            if (begun == null) {
                begun = new ArrayDeque<>(what == null ? List.of() : what.bytes());
                rest = begun;
            }
            return begun;
        }
    }

    /** Without a stack: it is only passed on, never thrown. */
    private static final class Shut extends ClosedChannelException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final SocketConnection connection;
    private final EndPoint endPoint;
    private final AtomicLong queued = new AtomicLong();
    private final Deque<Item> queue = new ArrayDeque<>(); // guarded by itself
    private volatile boolean ending;
    private volatile boolean broken;

    // Only the one iteration that runs uses these.
    private final List<Outgoing> writing = new ArrayList<>();
    private boolean ended;

    WriteQueue(SocketConnection connection, EndPoint endPoint) {
        this.connection = connection;
        this.endPoint = endPoint;
    }

    void write(Outgoing what) {
        queued.addAndGet(what.size());
        add(new Item(what, () -> {}));
    }

    void end() {
        ending = true;
        add(new Item(null, () -> {
            ended = true;
            connection.onEndWritten();
        }));
    }

    /** Ends what is written, and not the connection. */
    void endOutput() {
        add(new Item(null, connection::onOutputEndReached));
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
        synchronized (queue) {
            queue.add(item);
        }
        iterate();
    }

    private @Nullable Item peek() {
        synchronized (queue) {
            return queue.peek();
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
            if (item.what == null) {
                if (!buffers.isEmpty()) {
                    break; // first what is before it
                }
                poll();
                item.reached.run();
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

    /** Adds as much of an item as there is room for; returns how much that was. */
    private int take(Item item, int room, List<ByteBuffer> buffers) {
        Deque<ByteBuffer> rest = item.rest();
        int taken = 0;
        while (taken < room && !rest.isEmpty()) {
            ByteBuffer next = rest.element();
            int count = Math.min(next.remaining(), room - taken);
            if (count > 0) {
                buffers.add(next.slice(next.position(), count));
                next.position(next.position() + count);
                taken += count;
            }
            if (!next.hasRemaining()) {
                rest.remove();
            }
        }
        if (rest.isEmpty() && item.what != null) {
            poll();
            writing.add(item.what);
        }
        return Math.max(1, taken);
    }

    @Override
    protected void onSuccess() {
        complete();
    }

    private void complete() {
        List<Outgoing> done = List.copyOf(writing);
        writing.clear();
        for (Outgoing what : done) {
            queued.addAndGet(-what.size());
            connection.guarded(what::written);
        }
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        broken = true;
        connection.onWriteFailed(cause);
    }

    /** Ends it all: nothing more is written. */
    void shut() {
        synchronized (queue) {
            queue.clear();
        }
        abort(new Shut());
    }
}
