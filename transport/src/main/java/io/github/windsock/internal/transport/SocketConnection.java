package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection on top of TCP or TLS. It reads on the transport's thread only; writes go through a {@link WriteQueue}
 * from any thread.
 */
final class SocketConnection implements ByteConnection, TcpChannel.Listener {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The maximum number of calls of the handler in one turn, so that one connection does not delay the others. */
    static final int TURN_STEPS = 16;

    /** The maximum number of bytes that are read in one turn. */
    static final int TURN_BYTES = 64 * 1024;

    private final ByteLayer layer;
    private final TcpChannel tcp;
    private final Transport transport;
    private final SelectorLoop loop;
    private final WriteQueue writer;
    private final Drain drain = new Drain(this);

    // Only the transport's thread uses these.
    private Handler handler = new Unhandled();
    private ByteBuffer unread = NOTHING; // bytes that the handler has not read yet
    private boolean demanded;
    private boolean reading;
    private boolean drained; // the last fill seems to have read all available bytes
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean outputBroken;
    private boolean draining;
    private boolean over;
    private volatile boolean expectsMore;

    /** The handler until the acceptor has returned one. */
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
     * Creates a connection.
     *
     * @param layer what to read from and write to: TLS, or TCP itself
     * @param tcp the TCP connection below it
     */
    SocketConnection(ByteLayer layer, TcpChannel tcp, Transport transport, SelectorLoop loop) {
        this.layer = layer;
        this.tcp = tcp;
        this.transport = transport;
        this.loop = loop;
        this.writer = new WriteQueue(this, layer, transport);
    }

    // Called by the layer below.

    void onOpen() {
        try {
            if (!over) {
                handler.opened();
            }
        } catch (Throwable e) { // as in read
            fail(e);
        }
    }

    /** TLS may call this during a read, if one of its tasks has just ended. The current turn then ends first. */
    @Override
    public void readable() {
        if (reading) {
            transport.submit(this::read);
        } else {
            read();
        }
    }

    @Override
    public void writable() {
        writer.goOn();
    }

    @Override
    public void broken(Throwable cause) {
        fail(cause);
    }

    void writeFailed(Throwable cause) {
        writer.failed(cause);
    }

    /** Called when the first bytes have arrived. */
    void onBegun() {
        try {
            handler.begun();
        } catch (Throwable e) { // as in read
            fail(e);
        }
    }

    private End howItEnds() {
        if (tcp.wasReset() || writer.isBroken()) {
            return End.RESET_BY_PEER;
        }
        return inputEnded ? End.CLOSED_BY_PEER : End.ENDED;
    }

    // Reading.

    /** Skips the first read, which would find nothing. */
    void awaitsBytes() {
        drained = true;
    }

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
        } catch (Throwable e) { // errors too: they must end this connection only
            fail(e);
        } finally {
            reading = false;
            giveBack();
        }
        if (draining) {
            drain();
        }
    }

    /** Reads and handles bytes for one turn. The rest waits until all other connections have had a turn. */
    private void turn() {
        int steps = 0;
        int bytes = 0;
        while (isReadable()) {
            boolean hasBytes = unread.hasRemaining();
            if (steps == TURN_STEPS || !hasBytes && bytes >= TURN_BYTES) {
                transport.runLater(this::read);
                return;
            }
            if (hasBytes) {
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

    /** Reads available bytes or waits for some; returns the number of bytes read. */
    private int fillOrWait() {
        if (drained) {
            drained = false;
            awaitBytes();
            return 0;
        }
        int count = fill();
        drained = count > 0 && count < unread.capacity() && !isSecure(); // TLS may have buffered more
        if (count < 0) {
            inputEnds();
        } else if (count == 0) {
            awaitBytes();
        }
        return count;
    }

    /** Ends the connection if that was its last direction; TLS does so itself. */
    private void inputEnds() {
        if (outputEnded && !isSecure()) {
            finish();
        } else {
            inputEnded = true;
            demanded = false;
            handler.inputEnded();
        }
    }

    /** Goes on when bytes are available. */
    void awaitBytes() {
        layer.awaitBytes();
    }

    /** Reads available bytes, after all earlier ones were handled; returns their number, or -1 at the end of input. */
    int fill() {
        if (!unread.isDirect()) {
            unread = loop.lend();
        }
        try {
            return layer.fill(unread);
        } catch (IOException e) {
            return -1; // a broken TLS stream counts as the end of input
        }
    }

    /** Drops the bytes that were read. */
    void clear() {
        unread.position(unread.limit());
        giveBack();
    }

    /**
     * Returns the buffer to the loop. An idle connection keeps no buffer; unread bytes are copied to one of their size.
     */
    private void giveBack() {
        ByteBuffer lent = unread;
        if (lent.isDirect()) {
            unread = lent.hasRemaining() && !over
                    ? ByteBuffer.allocate(lent.remaining()).put(lent).flip()
                    : NOTHING;
            loop.giveBack(lent);
        } else if (!lent.hasRemaining() || over) {
            unread = NOTHING;
        }
    }

    // Writing.

    @Override
    public void write(Outgoing outgoing) {
        writer.write(outgoing);
    }

    @Override
    public long queued() {
        return writer.queued();
    }

    /** Called when TCP has accepted all bytes of a write. */
    void onWritten(Outgoing outgoing) {
        try {
            outgoing.written();
        } catch (Throwable e) { // as in read
            transport.execute(() -> fail(e));
        }
    }

    /** Called when a write has failed. */
    void onWriteFailed(Throwable cause) {
        boolean isNetworkFailure = cause instanceof IOException;
        execute(() -> {
            if (!isNetworkFailure) {
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
            onEndWritten(); // nothing more can be written
        }
    }

    @Override
    public void endOutput() {
        writer.endOutput();
    }

    @Override
    public void close() {
        if (transport.isCurrentThread()) {
            finish();
        } else {
            transport.submit(this::finish);
        }
    }

    @Override
    public void reset() {
        transport.execute(() -> finish(End.RESET, null));
    }

    /** Ends the connection because of an unexpected exception. Only on the transport's thread. */
    void fail(Throwable cause) {
        finish(End.FAILED, cause);
    }

    /** Called when the whole queue is written, after {@link #end}. */
    void onEndWritten() {
        if (transport.isCurrentThread()) {
            beginToDrain();
        } else {
            transport.submit(this::beginToDrain);
        }
    }

    /** Ends the output, and the connection if that was its last direction; TLS does so itself. */
    void shutdownOutput() {
        outputEnded = true;
        layer.shutdownOutput();
        if (inputEnded && !isSecure()) {
            finish();
        }
    }

    /** Called when everything queued before {@link #endOutput} is written. */
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
            finish();
        } else if (drain.run(expected)) {
            transport.runLater(this::read); // more bytes are available
        }
    }

    /** Called when the input is drained, perhaps more than once. */
    void drained() {
        finish();
    }

    private void finish() {
        finish(howItEnds(), null); // the peer may have ended it before
    }

    private void finish(End end, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        loop.ended(this);
        drain.stop();
        if (!reading) { // the handler may still use the buffer
            clear();
        }
        try { // before the close, so that the end is recorded before the peer sees it
            handler.ended(end, cause == null ? tcp.tlsFailure().orElse(null) : cause);
        } catch (Throwable e) { // the connection has ended already
            Transport.report(e);
        }
        if (end == End.RESET) {
            tcp.resetAtClose();
            layer.closeTcp();
        } else {
            layer.close();
        }
        writer.shut();
    }

    @Override
    public boolean detach(Consumer<SocketChannel> consumer) {
        if (isSecure() || over) {
            return false;
        }
        over = true;
        loop.ended(this);
        drain.stop();
        // Later, because releasing a key disturbs the selection that is in progress.
        transport.submit(() -> {
            loop.release(tcp.channel());
            consumer.accept(tcp.channel());
        });
        return true;
    }

    // State and tasks.

    @Override
    public InetSocketAddress remote() {
        return tcp.remote();
    }

    @Override
    public boolean isSecure() {
        return layer != tcp;
    }

    @Override
    public boolean isTlsEstablished() {
        return tcp.isTlsEstablished();
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

    /** Runs a task on the current thread; if it throws, the connection ends. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // as in read
            transport.execute(() -> fail(e));
        }
    }
}
