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
 * The queue of a connection's writes. Each write takes as many queued buffers as fit into 128 KiB and splits larger
 * ones: the JDK copies what it writes to a direct buffer and keeps that buffer.
 */
final class WriteQueue extends IteratingCallback {
    private static final int MAX_WRITE_BYTES = 128 * 1024;

    /**
     * The maximum number of bytes of a turn on the transport's thread, so that one connection does not delay the
     * others.
     */
    static final int TURN_BYTES = 256 * 1024;

    /**
     * The maximum number of writes in one turn. Each may lead to the next: what was written lets a behavior read the next
     * message, and answer it.
     */
    static final int TURN_WRITES = 16;

    private static final class Item {
        final @Nullable Outgoing outgoing; // null for a marker that only runs its callback
        final Runnable reached;
        private @Nullable Deque<ByteBuffer> rest; // null until its turn

        Item(@Nullable Outgoing outgoing, Runnable reached) {
            this.outgoing = outgoing;
            this.reached = reached;
        }

        Deque<ByteBuffer> rest() {
            Deque<ByteBuffer> begun = rest;
            if (begun == null) {
                begun = new ArrayDeque<>(outgoing == null ? List.of() : outgoing.bytes());
                rest = begun;
            }
            return begun;
        }
    }

    /** Has no stack trace, since it is only passed on and never thrown. */
    private static final class Shut extends ClosedChannelException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final SocketConnection connection;
    private final EndPoint endPoint;
    private final Transport transport;
    private final AtomicLong queued = new AtomicLong();
    private final Deque<Item> queue = new ArrayDeque<>(); // guarded by itself
    private volatile boolean ending;
    private volatile boolean broken;

    // Used by the running iteration only.
    private final List<Outgoing> writing = new ArrayList<>();
    private boolean ended;
    private int turnBytes; // written since the last turn of this queue ended
    private int turnWrites; // in a row, since that turn ended or the queue was empty
    private volatile boolean awaitsTurn;

    WriteQueue(SocketConnection connection, EndPoint endPoint, Transport transport) {
        this.connection = connection;
        this.endPoint = endPoint;
        this.transport = transport;
    }

    void write(Outgoing outgoing) {
        queued.addAndGet(outgoing.size());
        add(new Item(outgoing, () -> {}));
    }

    void end() {
        ending = true;
        add(new Item(null, () -> {
            ended = true;
            connection.onEndWritten();
        }));
    }

    /** Ends the output only, not the connection. */
    void endOutput() {
        add(new Item(null, connection::onOutputEndReached));
    }

    long queued() {
        return queued.get();
    }

    boolean isBroken() {
        return broken;
    }

    /** Tells whether {@link #end} was called. */
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
        return isTurnOver() ? Action.IDLE : writeNext();
    }

    /** Ends a turn that has written enough on the transport's thread, and schedules the next one. */
    private boolean isTurnOver() {
        if (!awaitsTurn && (turnBytes >= TURN_BYTES || turnWrites >= TURN_WRITES) && transport.isCurrentThread()) {
            turnBytes = 0;
            turnWrites = 0;
            awaitsTurn = true;
            transport.runLater(() -> {
                awaitsTurn = false;
                iterate();
            });
        }
        return awaitsTurn;
    }

    private Action writeNext() {
        List<ByteBuffer> buffers = new ArrayList<>();
        int room = MAX_WRITE_BYTES;
        while (room > 0) {
            Item item = peek();
            if (item == null || ended) {
                break;
            }
            if (item.outgoing == null) {
                if (!buffers.isEmpty()) {
                    break; // the buffers before it are written first
                }
                poll();
                item.reached.run();
                continue;
            }
            room -= take(item, room, buffers);
            if (buffers.isEmpty()) {
                complete(); // the item has no bytes
            }
        }
        if (buffers.isEmpty()) {
            turnWrites = 0;
            return Action.IDLE;
        }
        turnWrites++;
        turnBytes += MAX_WRITE_BYTES - Math.max(0, room);
        endPoint.write(this, buffers.toArray(ByteBuffer[]::new));
        return Action.SCHEDULED;
    }

    /**
     * Adds as many bytes of an item as there is room for; returns their number, at least 1 so that the caller advances.
     */
    private int take(Item item, int room, List<ByteBuffer> buffers) {
        Deque<ByteBuffer> rest = item.rest();
        int taken = 0;
        while (taken < room && !rest.isEmpty()) {
            ByteBuffer next = rest.element();
            int count = Math.min(next.remaining(), room - taken);
            taken += count;
            if (count < next.remaining()) {
                buffers.add(next.slice(next.position(), count));
                next.position(next.position() + count);
            } else {
                rest.remove();
                if (count > 0) {
                    buffers.add(next);
                }
            }
        }
        if (rest.isEmpty() && item.outgoing != null) {
            poll();
            writing.add(item.outgoing);
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
        for (Outgoing outgoing : done) {
            queued.addAndGet(-outgoing.size());
            connection.guarded(outgoing::written);
        }
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        broken = true;
        connection.onWriteFailed(cause);
    }

    /** Drops the queue and stops writing. */
    void shut() {
        synchronized (queue) {
            queue.clear();
        }
        abort(new Shut());
    }
}
