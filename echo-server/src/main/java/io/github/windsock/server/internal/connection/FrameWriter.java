package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.transport.Outgoing;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameEncoder;
import io.github.windsock.internal.wire.MessageDeflater;
import io.github.windsock.internal.wire.Role;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and writes the frames of a link in order. A frame is compressed only when it is its turn to be written.
 * Frames wait here until the 101 has been sent.
 */
final class FrameWriter {
    private final ByteConnection connection;
    private final MessageMemory.Account account;
    private final @Nullable MessageDeflater deflater; // guarded by the encoder
    private final AtomicLong waiting = new AtomicLong();
    private final Queue<Runnable> early = new ArrayDeque<>(); // guarded by itself
    private volatile boolean opened; // changed under the lock of early
    private volatile @Nullable PacedOutput paced; // null until a limit is set
    private final FrameEncoder encoder; // guarded by itself
    private boolean closed; // guarded by the encoder

    FrameWriter(ByteConnection connection, MessageMemory.Account account, @Nullable MessageDeflater deflater) {
        this.connection = connection;
        this.account = account;
        this.deflater = deflater;
        this.encoder = new FrameEncoder(Role.SERVER, deflater);
    }

    /** Writes what was queued before the 101, then what is queued meanwhile. */
    void open() {
        for (Runnable next = nextEarly(); next != null; next = nextEarly()) {
            next.run();
        }
    }

    private @Nullable Runnable nextEarly() {
        synchronized (early) {
            Runnable next = early.poll();
            opened = next == null;
            return next;
        }
    }

    private void inTurn(Runnable action) {
        synchronized (early) {
            if (!opened) {
                early.add(action);
                return;
            }
        }
        action.run();
    }

    void send(Frame frame, Runnable written) {
        long held = memoryFor(frame);
        account.queue(held);
        write(new OutgoingFrame(frame, held, written));
    }

    /** Returns the memory for a frame. Compression needs memory for its result, which may be as large as the frame. */
    private long memoryFor(Frame frame) {
        long size = frame.size();
        return frame.compressed() && deflater != null ? 2 * size : size;
    }

    void sendRaw(ByteBuffer bytes, Runnable written) {
        long held = bytes.remaining();
        account.queue(held);
        write(Outgoing.of(bytes, () -> {
            account.written(held);
            written.run();
        }));
    }

    private void write(Outgoing outgoing) {
        if (opened) {
            writeNow(outgoing);
            return;
        }
        waiting.addAndGet(outgoing.size());
        inTurn(() -> {
            writeNow(outgoing);
            waiting.addAndGet(-outgoing.size());
        });
    }

    private void writeNow(Outgoing outgoing) {
        PacedOutput output = paced;
        if (output == null) {
            connection.write(outgoing);
        } else {
            output.write(outgoing);
        }
    }

    void end(boolean expectsMore) {
        if (opened && paced == null) {
            connection.end(expectsMore);
        } else {
            inTurn(() -> paced().end(() -> connection.end(expectsMore)));
        }
    }

    void endOutput() {
        inTurn(() -> paced().end(connection::endOutput));
    }

    void cutAfter(long bytes, Runnable cut) {
        inTurn(() -> paced().cutAfter(bytes, cut));
    }

    /** Returns the output with limits, of which the speed can be set on the engine's thread. */
    PacedOutput paced() {
        synchronized (early) {
            PacedOutput output = paced;
            if (output == null) {
                output = new PacedOutput(connection);
                paced = output;
            }
            return output;
        }
    }

    long queued() {
        PacedOutput output = paced;
        return waiting.get() + (output == null ? connection.queued() : output.queued());
    }

    private final class OutgoingFrame implements Outgoing {
        private @Nullable Frame frame; // null after it was encoded
        private final int size;
        private final long held; // memory
        private final Runnable written;

        OutgoingFrame(Frame frame, long held, Runnable written) {
            this.frame = frame;
            this.held = held;
            int length = frame.size();
            this.size = length + FrameEncoder.headerSize(Role.SERVER, length); // compression may make it smaller
            this.written = written;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public ByteBuffer[] bytes() {
            synchronized (encoder) {
                Frame next = frame;
                frame = null;
                return closed || next == null ? new ByteBuffer[0] : encoder.encode(next);
            }
        }

        @Override
        public void written() {
            account.written(held);
            written.run();
        }
    }

    /** Stops writing, since the connection has ended. */
    void close() {
        synchronized (encoder) {
            closed = true;
            if (deflater != null) {
                deflater.close();
            }
        }
    }
}
