package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A connection of bytes on one of Jetty's. Everything about reading happens on the transport's thread; writing has a queue
 * of its own.
 */
final class SocketConnection extends AbstractConnection implements ByteConnection {
    /** A turn of one connection ends after so many calls of its handler, or so many bytes, so that others have theirs. */
    static final int TURN_STEPS = 16;

    static final int TURN_BYTES = 64 * 1024;

    private final EndPoint endPoint;
    private final SocketEndPoint tcp;
    private final Transport transport;
    private final SelectorLoop loop;
    private final WriteQueue writer;
    private final Drain drain;

    // Only the transport's thread uses these.
    private Handler handler = new Unhandled();
    private ByteBuffer unread = BufferUtil.EMPTY_BUFFER; // what has been read and not been taken yet
    private boolean demanded;
    private boolean reading;
    private boolean drained; // by the last fill, as it seems
    private boolean inputEnded;
    private boolean outputBroken;
    private boolean draining;
    private boolean over;
    private volatile boolean expectsMore;

    /** Before there is a handler nothing can happen. */
    private static final class Unhandled implements Handler {
        @Override
        public void opened() {}

        @Override
        public void received(ByteBuffer bytes) {}

        @Override
        public void inputEnded() {}

        @Override
        public void ended(End end, @Nullable Throwable cause) {}
    }

    /**
     * Makes a connection.
     *
     * @param endPoint where bytes come from, which may be that of TLS
     * @param tcp what is below
     */
    SocketConnection(EndPoint endPoint, SocketEndPoint tcp, Transport transport, SelectorLoop loop) {
        super(endPoint, transport::execute);
        this.endPoint = endPoint;
        this.tcp = tcp;
        this.transport = transport;
        this.loop = loop;
        this.writer = new WriteQueue(this, endPoint);
        this.drain = new Drain(this, () -> finish(howItEnds(), null));
    }

    // What Jetty tells.

    @Override
    public void onOpen() {
        super.onOpen();
        execute(() -> {
            if (!over) {
                handler.opened();
            }
        });
    }

    @Override
    public void onFillable() {
        transport.execute(this::readable);
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        transport.execute(this::readable); // the next read fails as it did
    }

    /** TLS may say so at once, while it is being asked: its task has ended meanwhile. Then this turn ends first. */
    private void readable() {
        if (reading) {
            transport.submit(this::read);
        } else {
            read();
        }
    }

    /** The first bytes have come. */
    void onBegun() {
        guarded(handler::begun);
    }

    /** The TCP connection is closed, by whomever. */
    void onTcpClosed() {
        transport.execute(() -> {
            if (!loop.isBroken()) { // else the transport tells why
                finish(howItEnds(), null);
            }
        });
    }

    private End howItEnds() {
        if (tcp.wasReset() || writer.isBroken()) {
            return End.RESET_BY_PEER;
        }
        return inputEnded ? End.CLOSED_BY_PEER : End.ENDED;
    }

    // Reading.

    @Override
    public void handler(Handler next) {
        handler = next;
    }

    @Override
    public void demand() {
        if (transport.isCurrentThread()) {
            demandNow();
        } else {
            transport.submit(this::demandNow);
        }
    }

    private void demandNow() {
        demanded = true;
        read();
    }

    private void read() {
        if (reading || over) {
            return;
        }
        reading = true;
        try {
            turn();
        } catch (Throwable e) { // an error too: it is this connection's, and no other's
            fail(e);
        } finally {
            reading = false;
            giveBack();
        }
        if (draining) {
            drain();
        }
    }

    /** Goes on for a while; what is left waits until all others have had their turn. */
    private void turn() {
        int steps = 0;
        int bytes = 0;
        while (isReadable()) {
            boolean isThere = unread.hasRemaining();
            if (steps == TURN_STEPS || !isThere && bytes >= TURN_BYTES) {
                transport.goOnLater(this::read);
                return;
            }
            if (isThere) {
                steps++;
                demanded = false;
                handler.received(unread);
            } else {
                int count = fillOrWait();
                if (count <= 0) {
                    return;
                }
                bytes += count;
            }
        }
    }

    private boolean isReadable() {
        return demanded && !over && !draining;
    }

    /** Reads what is there, or waits for it; returns how much it was. */
    private int fillOrWait() {
        if (drained) {
            drained = false;
            awaitBytes();
            return 0;
        }
        int count = fill();
        drained = count > 0 && count < unread.capacity() && endPoint == tcp; // TLS may hold something back
        if (count < 0 && loop.isBroken()) {
            demanded = false; // the transport tells why
        } else if (count < 0) {
            inputEnded = true;
            demanded = false;
            handler.inputEnded();
        } else if (count == 0) {
            awaitBytes();
        }
        return count;
    }

    /** Has {@link #read} called when there is something to read. */
    void awaitBytes() {
        if (!isFillInterested()) {
            fillInterested();
        }
    }

    /** Reads what is there, once all that was read before is taken; returns how much it was, or -1 at the end. */
    int fill() {
        if (!unread.isDirect()) {
            unread = loop.lend();
        }
        BufferUtil.clear(unread);
        try {
            return endPoint.fill(unread);
        } catch (IOException e) {
            return -1; // TLS that breaks off is an end like any other
        }
    }

    /** Drops what has been read. */
    void clear() {
        BufferUtil.clear(unread);
        giveBack();
    }

    /** Gives the buffer back: an idle connection holds none, and one that is not read only what it has not taken. */
    private void giveBack() {
        ByteBuffer lent = unread;
        if (lent.isDirect()) {
            unread = lent.hasRemaining() && !over
                    ? ByteBuffer.allocate(lent.remaining()).put(lent).flip()
                    : BufferUtil.EMPTY_BUFFER;
            loop.giveBack(lent);
        } else if (!lent.hasRemaining() || over) {
            unread = BufferUtil.EMPTY_BUFFER;
        }
    }

    // Writing.

    @Override
    public void write(Outgoing what) {
        writer.write(what);
    }

    @Override
    public long queued() {
        return writer.queued();
    }

    /** Nothing can be written any more. */
    void onWriteFailed(Throwable cause) {
        boolean isOfTheNetwork = cause instanceof IOException;
        execute(() -> {
            if (!isOfTheNetwork) {
                fail(cause);
            } else if (writer.isEnding()) {
                beginToDrain();
            } else if (!over && !outputBroken) {
                outputBroken = true;
                handler.outputBroken();
            }
        });
    }

    // Ending.

    @Override
    public void end(boolean expectsMore) {
        this.expectsMore = this.expectsMore || expectsMore;
        writer.end();
        if (writer.isBroken()) {
            onEndWritten(); // as far as it ever will be
        }
    }

    @Override
    public void endOutput() {
        writer.endOutput();
    }

    @Override
    public void close() {
        transport.execute(() -> finish(howItEnds(), null)); // which the peer may have decided already
    }

    @Override
    public void reset() {
        transport.execute(() -> finish(End.RESET, null));
    }

    /** Ends the connection, because something was thrown where nothing may be thrown. On the transport's thread. */
    void fail(Throwable cause) {
        finish(End.FAILED, cause);
    }

    /** All that was queued is written. */
    void onEndWritten() {
        transport.execute(this::beginToDrain);
    }

    void shutdownOutput() {
        endPoint.shutdownOutput();
    }

    /** All that was queued before {@link #endOutput} is written. */
    void onOutputEndReached() {
        transport.execute(() -> {
            if (!over && !draining) {
                shutdownOutput();
            }
        });
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
        boolean expected = expectsMore || unread.hasRemaining();
        clear();
        if (inputEnded) {
            finish(howItEnds(), null);
        } else if (drain.run(expected)) {
            transport.goOnLater(this::read); // there is more, in its turn
        }
    }

    private void finish(End end, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        loop.ended(this);
        drain.stop();
        if (!reading) { // else it is the handler's until it returns
            clear();
        }
        try {
            handler.ended(
                    end,
                    cause == null
                            ? tcp.tlsFailure().orElse(null)
                            : cause); // first: what is told of the end is older than what the peer sees of it
        } catch (Throwable e) { // there is nothing left that could fail
            Transport.report(e);
        }
        if (end == End.RESET) {
            tcp.sendReset();
        } else {
            endPoint.close();
        }
        writer.shut();
    }

    @Override
    public boolean detach(Consumer<SocketChannel> taker) {
        if (isSecure() || over) {
            return false;
        }
        over = true;
        loop.ended(this);
        drain.stop();
        transport.submit(
                () -> { // after the keys of this turn: letting go of one disturbs them
                    loop.release(tcp.getChannel());
                    taker.accept(tcp.getChannel());
                });
        return true;
    }

    // What it knows and lends.

    @Override
    public InetSocketAddress remote() {
        return tcp.remote();
    }

    @Override
    public boolean isSecure() {
        return endPoint instanceof SslConnection.SslEndPoint;
    }

    @Override
    public byte[] firstBytes() {
        return tcp.firstBytes();
    }

    @Override
    public Optional<String> tlsFailure() {
        return tcp.tlsFailure().map(failure -> String.valueOf(failure.getMessage()));
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return transport.schedule(delay, () -> guarded(task));
    }

    @Override
    public void execute(Runnable task) {
        if (transport.isCurrentThread()) {
            guarded(task);
        } else {
            transport.submit(() -> guarded(task));
        }
    }

    /** Runs what may fail: on whatever thread that is, it ends the connection. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // as in read
            transport.execute(() -> fail(e));
        }
    }
}
