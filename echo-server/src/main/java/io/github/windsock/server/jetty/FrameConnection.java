package io.github.windsock.server.jetty;

import io.github.windsock.internal.wire.CloseCodes;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameReader;
import io.github.windsock.internal.wire.MessageInflater;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.internal.wire.Role;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A link on a connection of Jetty's. Everything about reading happens on the engine's thread; writing has a queue of its
 * own, see {@link FrameWriter}.
 */
final class FrameConnection extends EngineConnection implements Connection.UpgradeTo, Link {
    private final Link.Listener listener;
    private final @Nullable MessageInflater inflater;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final Drain drain;

    // Only the engine's thread uses these.
    private boolean opened;
    private boolean demanded;
    private boolean reading;
    private boolean broken; // by the client: what it still sends is dropped
    private boolean draining;
    private boolean peerClosed;
    private boolean over;
    private boolean drained; // by the last fill, as it seems

    FrameConnection(
            EndPoint endPoint,
            SocketEndPoint tcp,
            Engine engine,
            @Nullable PerMessageDeflate deflation,
            Link.Listener listener) {
        super(endPoint, tcp, engine);
        this.listener = listener;
        this.inflater = deflation == null ? null : deflation.newInflater(Role.SERVER);
        this.reader = new FrameReader(Role.SERVER, tcp.door().maxMessageSize(), CloseCodes.DEFINED, inflater);
        this.writer = new FrameWriter(this, endPoint, deflation == null ? null : deflation.newDeflater(Role.SERVER));
        this.drain = new Drain(this, () -> finish(howItEnds()));
    }

    // What Jetty tells.

    @Override
    public void onUpgradeTo(ByteBuffer rest) {
        unread = rest;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        engine.execute(() -> {
            listener.opened();
            opened = true;
            writer.open();
            read();
        });
    }

    /** The TCP connection is closed, by whomever. */
    void onTcpClosed() {
        engine.execute(() -> finish(howItEnds()));
    }

    private End howItEnds() {
        if (tcp.wasReset() || writer.isBroken()) {
            return End.RESET_BY_PEER;
        }
        return peerClosed ? End.CLOSED_BY_PEER : End.ENDED;
    }

    // Reading.

    @Override
    public void demand() {
        engine.execute(() -> {
            demanded = true;
            read();
        });
    }

    @Override
    void read() {
        if (reading || !opened || over) {
            return;
        }
        reading = true;
        try {
            boolean more = true;
            while (more && isReadable()) {
                more = step();
            }
        } catch (ProtocolViolation violation) {
            broken = true;
            demanded = false;
            listener.violated(violation);
        } finally {
            reading = false;
        }
        giveBack();
        if (draining) {
            drain();
        }
    }

    /** Once nothing can be written, whatever is still there is read, so that a Close frame in it is not lost. */
    private boolean isReadable() {
        return !over && !broken && !draining && !peerClosed && (demanded || writer.isBroken());
    }

    /** Makes one step; returns whether there may be another one. */
    private boolean step() throws ProtocolViolation {
        if (unread.hasRemaining()) {
            Frame frame = reader.next(unread);
            if (frame != null) {
                demanded = false;
                listener.frame(frame);
            }
            return true;
        }
        if (drained) {
            drained = false;
            awaitBytes();
            return false;
        }
        int count = fill();
        drained = count > 0 && count < unread.capacity() && endPoint == tcp; // TLS may hold something back
        if (count < 0) {
            peerClosed = true;
            end();
        } else if (count == 0) {
            awaitBytes();
        }
        return count > 0;
    }

    // Writing.

    @Override
    public void send(Frame frame, Runnable written) {
        writer.send(frame, written);
    }

    @Override
    public void sendRaw(ByteBuffer bytes, Runnable written) {
        writer.sendRaw(bytes, written);
    }

    @Override
    public long queued() {
        return writer.queued();
    }

    /** Nothing can be written any more: the client is gone, though perhaps not all that it sent has been read. */
    void onWriteFailed() {
        engine.execute(() -> {
            if (writer.isEnding()) {
                beginToDrain();
            } else {
                read();
            }
        });
    }

    // Ending.

    @Override
    public void halfClose() {
        writer.halfClose();
    }

    @Override
    public void end() {
        writer.end();
        if (writer.isBroken()) {
            onEndWritten(); // as far as it ever will be
        }
    }

    @Override
    public void reset() {
        engine.execute(() -> {
            if (!over) {
                over = true;
                listener.ended(End.RESET);
                tcp.sendReset();
                release();
            }
        });
    }

    /** All that was queued is written. */
    void onEndWritten() {
        engine.execute(this::beginToDrain);
    }

    private void beginToDrain() {
        draining = true;
        if (!reading) {
            drain();
        }
    }

    private void drain() {
        if (over) {
            return;
        }
        boolean expected = broken || unread.hasRemaining();
        BufferUtil.clear(unread);
        if (peerClosed) {
            finish(howItEnds());
        } else {
            drain.run(expected);
        }
    }

    private void finish(End end) {
        if (!over) {
            over = true;
            listener.ended(end);
            endPoint.close();
            release();
        }
    }

    private void release() {
        drain.stop();
        writer.shut();
        unread = BufferUtil.EMPTY_BUFFER;
        if (inflater != null) {
            inflater.close();
        }
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return engine.schedule(delay, task);
    }

    @Override
    public void execute(Runnable task) {
        engine.execute(task);
    }
}
