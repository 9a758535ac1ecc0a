package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.transport.Outgoing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Limits the speed, the size of writes and the total number of bytes that a connection sends. Without a limit it passes
 * everything on. The engine's thread writes what is queued here.
 */
final class PacedOutput {
    /** The number of writes per second of a slow connection. */
    private static final int PIECES_PER_SECOND = 20;

    private static final long NANOS = 1_000_000_000;

    private final ByteConnection connection;
    private final AtomicLong waiting = new AtomicLong();
    private final Queue<Item> queue = new ArrayDeque<>(); // guarded by itself, like changes of the two flags
    private volatile boolean isDirect = true;
    private volatile boolean isCut;

    // Only the engine's thread uses these.
    private int perSecond;
    private int slice;
    private long left = Long.MAX_VALUE;
    private @Nullable Runnable cut;
    private @Nullable Item current;
    private boolean isWriting; // a piece, or waiting until the next one may be written

    /** Bytes to write, or a marker that only runs its callback. */
    private static final class Item {
        final @Nullable Outgoing outgoing;
        final Runnable reached;
        private @Nullable Deque<ByteBuffer> rest;
        private long uncounted;

        Item(@Nullable Outgoing outgoing, Runnable reached) {
            this.outgoing = outgoing;
            this.reached = reached;
            this.uncounted = outgoing == null ? 0 : outgoing.size();
        }

        Deque<ByteBuffer> rest() {
            Deque<ByteBuffer> begun = rest;
            if (begun == null) {
                begun = outgoing == null ? new ArrayDeque<>() : new ArrayDeque<>(List.of(outgoing.bytes()));
                rest = begun;
            }
            while (!begun.isEmpty() && !begun.element().hasRemaining()) {
                begun.remove();
            }
            return begun;
        }
    }

    PacedOutput(ByteConnection connection) {
        this.connection = connection;
    }

    void write(Outgoing outgoing) {
        if (isDirect || !queued(new Item(outgoing, outgoing::written))) {
            connection.write(outgoing);
        }
    }

    /** Ends the connection, or its output, after what is queued. */
    void end(Runnable how) {
        if (isDirect || !queued(new Item(null, how))) {
            how.run();
        }
    }

    private boolean queued(Item item) {
        synchronized (queue) {
            if (isDirect) {
                return false;
            }
            if (isCut && item.outgoing != null) {
                return true; // never written
            }
            queue.add(item);
            waiting.addAndGet(item.uncounted);
        }
        connection.execute(this::goOn);
        return true;
    }

    long queued() {
        return waiting.get() + connection.queued();
    }

    /** Cuts the output after a number of bytes, counted from this call on. On any thread. */
    void cutAfter(long bytes, Runnable then) {
        synchronized (queue) {
            isDirect = false;
            queue.add(new Item(null, () -> {
                left = bytes;
                cut = then;
                if (bytes == 0) {
                    cut();
                }
            }));
        }
        connection.execute(this::goOn);
    }

    // Limits, which apply to queued bytes too. On the engine's thread.

    void perSecond(int bytes) {
        perSecond = bytes;
        changed();
    }

    void slice(int bytes) {
        slice = bytes;
        changed();
    }

    private void changed() {
        if (isPaced()) {
            synchronized (queue) {
                isDirect = false;
            }
        }
        goOn();
    }

    private boolean isPaced() {
        return perSecond > 0 || slice > 0 || left < Long.MAX_VALUE || isCut;
    }

    // Writing, on the engine's thread.

    private void goOn() {
        while (!isWriting) {
            Item item = next();
            if (item == null) {
                return;
            }
            if (item.rest().isEmpty()) {
                current = null;
                waiting.addAndGet(-item.uncounted);
                item.reached.run();
            } else {
                writePiece(item);
            }
        }
    }

    private @Nullable Item next() {
        if (current == null) {
            synchronized (queue) {
                current = queue.poll();
                isDirect = current == null && !isPaced();
            }
        }
        return current;
    }

    private void writePiece(Item item) {
        ByteBuffer from = item.rest().element();
        int size = (int) Math.min(Math.min(from.remaining(), pieceSize()), left);
        ByteBuffer piece = from.slice(from.position(), size);
        from.position(from.position() + size);
        long counted = Math.min(size, item.uncounted);
        item.uncounted -= counted;
        isWriting = true;
        connection.write(Outgoing.of(piece, () -> written(size)));
        waiting.addAndGet(-counted);
    }

    private int pieceSize() {
        int max = perSecond > 0 ? Math.max(1, perSecond / PIECES_PER_SECOND) : Integer.MAX_VALUE;
        return slice > 0 ? Math.min(max, slice) : max;
    }

    /** Schedules the next piece, so that TCP can send each piece as a segment of its own. */
    private void written(int size) {
        long nanos = perSecond > 0 ? size * NANOS / perSecond : 0;
        Runnable unused = connection.schedule(Duration.ofNanos(nanos), () -> {
            isWriting = false;
            left -= left == Long.MAX_VALUE ? 0 : size;
            if (left == 0) {
                cut();
            }
            goOn();
        });
    }

    /** Drops the queue, except for markers, and all later writes. */
    private void cut() {
        left = Long.MAX_VALUE;
        synchronized (queue) {
            queue.removeIf(item -> item.outgoing != null);
            current = null;
            waiting.set(0);
            isCut = true;
            isDirect = false;
        }
        if (cut != null) {
            cut.run();
        }
    }
}
