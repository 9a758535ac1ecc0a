package io.github.windsock.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a connection's writes. Each write takes as many queued buffers as fit into 128 KiB and splits larger
 * ones: the JDK copies what it writes to a direct buffer and keeps that buffer. One thread writes at a time: whoever
 * finds the queue idle.
 */
final class WriteQueue {
    private static final ByteBuffer[] NONE = {};
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

    /** Ends the connection, or its output, when everything before is written. Nothing is written together with what follows. */
    private enum Marker implements Outgoing {
        END,
        END_OF_OUTPUT;

        @Override
        public int size() {
            return 0;
        }

        @Override
        public ByteBuffer[] bytes() {
            return NONE;
        }
    }

    private final SocketConnection connection;
    private final ByteLayer layer;
    private final Transport transport;
    private final AtomicLong queued = new AtomicLong();
    private final Deque<Outgoing> queue = new ArrayDeque<>(); // guarded by itself
    private boolean busy; // guarded by the queue: a thread writes, or something is waited for
    private volatile boolean ending;
    private volatile boolean broken;

    // Used by the thread that writes only.
    private final List<ByteBuffer> buffers = new ArrayList<>(2);
    private final List<Outgoing> writing = new ArrayList<>(2); // what is complete once the buffers are written
    private @Nullable Outgoing begun; // not taken as a whole yet
    private ByteBuffer[] parts = NONE; // of it
    private int taken; // the number of its parts that are
    private int collected; // the number of its bytes that are
    private int counted; // the number of its bytes that are not in queued any more
    private ByteBuffer[] rest = NONE; // what the layer has not taken yet
    private boolean ended;
    private int turnBytes; // written since the last turn of this queue ended
    private int turnWrites; // in a row, since that turn ended or the queue was empty

    WriteQueue(SocketConnection connection, ByteLayer layer, Transport transport) {
        this.connection = connection;
        this.layer = layer;
        this.transport = transport;
    }

    void write(Outgoing outgoing) {
        if (!broken) { // otherwise it is dropped
            queued.addAndGet(outgoing.size());
            add(outgoing);
        }
    }

    void end() {
        ending = true;
        add(Marker.END);
    }

    /** Ends the output only, not the connection. */
    void endOutput() {
        add(Marker.END_OF_OUTPUT);
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

    private void add(Outgoing outgoing) {
        synchronized (queue) {
            if (broken) {
                return;
            }
            queue.add(outgoing);
            if (busy) {
                return;
            }
            busy = true;
        }
        run();
    }

    /** Writes until the queue is empty, its turn is over, or the layer takes no more. Only while it is busy. */
    private void run() {
        try {
            while (!isTurnOver() && collect()) {
                if (!buffers.isEmpty() && !flush()) {
                    return;
                }
                complete();
            }
        } catch (Throwable e) { // errors too: they must end this connection only
            failed(e);
        }
    }

    /** Ends a turn that has written enough on the transport's thread, and schedules the next one. */
    private boolean isTurnOver() {
        if ((turnBytes < TURN_BYTES && turnWrites < TURN_WRITES) || !transport.isCurrentThread()) {
            return false;
        }
        turnBytes = 0;
        turnWrites = 0;
        transport.runLater(this::run);
        return true;
    }

    /** Collects the bytes of the next write; returns false if there is nothing to do. */
    private boolean collect() {
        int room = MAX_WRITE_BYTES;
        boolean isEnd = ended;
        while (room > 0 && !isEnd) {
            Outgoing next = begin();
            if (next == null) {
                break;
            }
            int count = take(room);
            room -= count;
            collected += count;
            if (taken == parts.length) {
                begun = null;
                parts = NONE; // an idle connection must not keep its last message
                writing.add(next);
                isEnd = next instanceof Marker;
            }
        }
        turnBytes += MAX_WRITE_BYTES - room;
        turnWrites = writing.isEmpty() && buffers.isEmpty() ? 0 : turnWrites + 1;
        return turnWrites > 0;
    }

    /** Returns what to take bytes from; null if there is nothing, and the queue is idle unless something is collected. */
    private @Nullable Outgoing begin() {
        Outgoing next = begun;
        if (next == null) {
            synchronized (queue) {
                next = queue.poll();
                busy = next != null || !writing.isEmpty();
            }
            if (next != null) {
                begun = next;
                parts = next.bytes();
                taken = 0;
                collected = 0;
            }
        }
        return next;
    }

    /** Takes as many bytes as there is room for; returns their number. */
    private int take(int room) {
        int count = 0;
        while (count < room && taken < parts.length) {
            ByteBuffer part = parts[taken];
            int size = Math.min(part.remaining(), room - count);
            if (size == part.remaining()) {
                buffers.add(part);
                taken++;
            } else {
                buffers.add(part.slice(part.position(), size));
                part.position(part.position() + size);
            }
            count += size;
        }
        return count;
    }

    /** Writes what was collected; returns whether that is done, otherwise {@link #goOn} follows. */
    private boolean flush() throws IOException {
        ByteBuffer[] bytes = buffers.toArray(new ByteBuffer[buffers.size()]);
        buffers.clear();
        return flush(bytes);
    }

    private boolean flush(ByteBuffer[] bytes) throws IOException {
        if (layer.flush(bytes)) {
            return true;
        }
        rest = bytes;
        layer.awaitRoom(bytes);
        return false;
    }

    private void complete() {
        for (int i = 0; i < writing.size(); i++) {
            complete(writing.get(i));
        }
        writing.clear();
        countBegun();
    }

    /** Counts what was written of a large write, so that others see that the peer reads. */
    private void countBegun() {
        Outgoing large = begun;
        if (large != null) {
            int most = large.size() - 1; // it is queued until it is complete; compression can make it larger
            int now = Math.max(counted, Math.min(collected, most));
            queued.addAndGet(counted - now);
            counted = now;
        }
    }

    private void complete(Outgoing outgoing) {
        if (outgoing == Marker.END) {
            ended = true;
            connection.onEndWritten();
        } else if (outgoing == Marker.END_OF_OUTPUT) {
            connection.onOutputEndReached();
        } else {
            queued.addAndGet(counted - outgoing.size());
            counted = 0;
            connection.onWritten(outgoing);
        }
    }

    /** Goes on after the layer took no more. */
    void goOn() {
        try {
            if (!TcpChannel.isWritten(rest) && !flush(rest)) {
                return;
            }
            rest = NONE;
            complete();
        } catch (Throwable e) { // as in run
            failed(e);
            return;
        }
        run();
    }

    /** Drops the queue, since nothing can be written any more: the connection may stay open to be read. */
    void failed(Throwable cause) {
        shut();
        buffers.clear();
        writing.clear();
        begun = null;
        parts = NONE;
        rest = NONE;
        connection.onWriteFailed(cause);
    }

    /** Drops the queue, and what is added later. The connection is closed, so nothing more is written. */
    void shut() {
        synchronized (queue) {
            broken = true;
            queue.clear();
        }
    }
}
