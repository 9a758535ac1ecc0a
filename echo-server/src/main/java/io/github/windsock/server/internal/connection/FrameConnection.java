package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.wire.CloseCodes;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameReader;
import io.github.windsock.internal.wire.MessageInflater;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.internal.wire.Role;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.engine.Pace;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A link on top of a byte connection. It reads on the engine's thread; writes go through a {@link FrameWriter}.
 */
final class FrameConnection implements ByteConnection.Handler, Link, MessageMemory.Holder {
    private final HttpConnection opening;
    private final ByteConnection connection;
    private final TransportPort port;
    private final Link.Listener listener;
    private final @Nullable MessageInflater inflater;
    private final MessageMemory memory;
    private final MessageMemory.Account account;
    private final FrameReader reader;
    private final FrameWriter writer;

    // Only the engine's thread uses these.
    private @Nullable PacedInput pacedInput; // null until a speed is set
    private boolean opened;
    private boolean demanded;
    private boolean broken; // the client broke a rule: further input is dropped
    private boolean outputBroken;
    private boolean ended;
    private volatile long received; // other threads may read it

    FrameConnection(
            HttpConnection opening,
            ByteConnection connection,
            TransportPort port,
            @Nullable PerMessageDeflate deflation,
            Link.Listener listener) {
        this.opening = opening;
        this.connection = connection;
        this.listener = listener;
        this.port = port;
        this.inflater = deflation == null ? null : deflation.newInflater(Role.SERVER);
        this.memory = port.memory();
        this.account = memory.open(this);
        this.reader = new FrameReader(Role.SERVER, port.maxMessageBytes(), CloseCodes.DEFINED, inflater, account);
        this.writer =
                new FrameWriter(connection, account, deflation == null ? null : deflation.newDeflater(Role.SERVER));
    }

    // Called by the transport.

    /**
     * Takes the connection over after the 101 has been written, unless it has ended since. On the engine's thread.
     */
    void begin() {
        if (!ended) {
            connection.handler(this);
            opened();
        }
    }

    @Override
    public void opened() {
        listener.opened();
        opened = true;
        writer.open();
        readMore();
    }

    /** Reads at most one frame, so that the transport can serve other connections. */
    @Override
    public void received(ByteBuffer bytes) {
        if (!isReadable()) {
            return;
        }
        PacedInput paced = pacedInput;
        if (paced == null) {
            readFrame(bytes);
        } else {
            int end = bytes.limit();
            bytes.limit(bytes.position() + paced.allowance(bytes.remaining()));
            paced.took(readFrame(bytes));
            bytes.limit(end);
        }
        readMore();
    }

    /** Returns the number of bytes that were read. */
    private int readFrame(ByteBuffer bytes) {
        int before = bytes.remaining();
        try {
            Frame frame = reader.next(bytes);
            if (frame != null) {
                demanded = false;
                deliver(frame);
            }
        } catch (ProtocolViolation violation) {
            violated(violation);
        }
        int taken = before - bytes.remaining();
        long all = received;
        received = all + taken;
        return taken;
    }

    private void deliver(Frame frame) {
        if (!frame.isControl()) {
            account.startHandling(frame.size(), frame.fin());
        }
        listener.frame(frame);
    }

    private void violated(ProtocolViolation violation) {
        account.releaseRead();
        broken = !violation.isRefusal(); // after a refusal, messages are skipped up to the client's Close frame
        demanded = !broken;
        listener.violated(violation);
    }

    @Override
    public void inputEnded() {
        listener.inputEnded(this::end);
    }

    /** Reads the remaining input when nothing can be written any more, so that a Close frame in it is not lost. */
    @Override
    public void outputBroken() {
        outputBroken = true;
        listener.outputBroken();
        readMore();
    }

    private boolean isReadable() {
        boolean isReady = pacedInput == null || pacedInput.isReady();
        return opened && !broken && isReady && (demanded || outputBroken);
    }

    private void readMore() {
        if (isReadable()) {
            connection.demand();
        }
    }

    @Override
    public void ended(ByteConnection.End end, @Nullable Throwable cause) {
        port.remove(opening); // first, since a client that sees the end may reconnect at once
        ended = true;
        account.close();
        writer.close();
        if (inflater != null) {
            inflater.close();
        }
        if (cause != null) {
            listener.failed(cause);
        }
        listener.ended(endOfLink(end));
    }

    private static Link.End endOfLink(ByteConnection.End end) {
        return switch (end) {
            case ENDED -> Link.End.ENDED;
            case CLOSED_BY_PEER -> Link.End.CLOSED_BY_PEER;
            case RESET_BY_PEER -> Link.End.RESET_BY_PEER;
            case RESET -> Link.End.RESET;
            case FAILED -> Link.End.FAILED;
        };
    }

    // Called by the shared memory. They act later, since the calling thread may hold locks.

    @Override
    public void closeLater() {
        Runnable unused = connection.schedule(Duration.ZERO, () -> {
            if (!ended && !broken) {
                reader.skip();
                violated(memory.usedUp());
                readMore();
            }
        });
    }

    @Override
    public void resetLater() {
        Runnable unused = connection.schedule(Duration.ZERO, connection::reset);
    }

    // Called by the server.

    @Override
    public void demand() {
        connection.execute(() -> {
            account.releaseHandled();
            demanded = true;
            readMore();
        });
    }

    @Override
    public void send(Frame frame, Runnable written) {
        writer.send(frame, written);
    }

    @Override
    public void sendRaw(ByteBuffer bytes, Runnable written) {
        writer.sendRaw(bytes, written);
    }

    @Override
    public long received() {
        return received;
    }

    @Override
    public long queued() {
        return writer.queued();
    }

    @Override
    public void skipMessages() {
        reader.skip();
        account.releaseRead();
    }

    @Override
    public void keep(long bytes) {
        if (bytes > 0) {
            account.queue(bytes);
        } else {
            account.written(-bytes);
        }
    }

    @Override
    public void end() {
        writer.end(broken);
    }

    @Override
    public void reset() {
        connection.reset();
    }

    @Override
    public void endOutput() {
        writer.endOutput();
    }

    @Override
    public void cutAfter(long bytes, Runnable cut) {
        writer.cutAfter(bytes, cut);
    }

    @Override
    public void pace(Pace what, int bytes) {
        connection.execute(() -> {
            if (what == Pace.SENT) {
                writer.paced().perSecond(bytes);
            } else if (what == Pace.SLICE) {
                writer.paced().slice(bytes);
            } else {
                receivePerSecond(bytes);
            }
        });
    }

    private void receivePerSecond(int bytes) {
        PacedInput paced = pacedInput;
        if (paced == null) {
            paced = new PacedInput(connection, this::readMore);
            pacedInput = paced;
        }
        paced.perSecond(bytes);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return connection.schedule(delay, task);
    }

    @Override
    public void execute(Runnable task) {
        connection.execute(task);
    }
}
