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
 * A connection on top of TCP or TLS: its handler, and how it ends. An {@link InputReader} reads, on the transport's
 * thread only; writes go through a {@link WriteQueue} from any thread.
 */
final class SocketConnection implements ByteConnection, TcpChannel.Listener {
    private final ByteLayer layer;
    private final TcpChannel tcp;
    private final Transport transport;
    private final SelectorLoop loop;
    private final InputReader reader;
    private final WriteQueue writer;
    private final Drain drain;

    // Only the transport's thread uses these.
    private Handler handler = new Unhandled();
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
        this.reader = new InputReader(this, layer, transport, loop);
        this.writer = new WriteQueue(this, layer, transport);
        this.drain = new Drain(this, reader);
    }

    // Called by the layer below.

    void onOpen() {
        try {
            if (!over) {
                handler.opened();
            }
        } catch (Throwable e) { // errors too: they must end this connection only
            fail(e);
        }
    }

    @Override
    public void readable() {
        reader.readable();
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
        } catch (Throwable e) { // errors too: they must end this connection only
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
        reader.awaitsBytes();
    }

    @Override
    public void handler(Handler next) {
        handler = next;
    }

    @Override
    public void demand() {
        if (transport.isCurrentThread()) {
            reader.demand();
        } else {
            transport.submit(reader::demand);
        }
    }

    boolean isOver() {
        return over;
    }

    boolean takesInput() {
        return !over && !draining;
    }

    void received(ByteBuffer bytes) {
        handler.received(bytes);
    }

    /** Ends the connection if that was its last direction; TLS does so itself. */
    void onInputEnd() {
        if (outputEnded && !isSecure()) {
            finish();
        } else {
            inputEnded = true;
            handler.inputEnded();
        }
    }

    /** Called when a turn of reading has ended. */
    void onTurnEnd() {
        if (draining) {
            drain();
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
        } catch (Throwable e) { // errors too: they must end this connection only
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
        if (!reader.isReading()) {
            drain();
        }
    }

    private void drain() {
        if (over) {
            return;
        }
        boolean expected = expectsMore || reader.hasUnread();
        reader.clear();
        if (inputEnded) {
            finish();
        } else if (drain.run(expected)) {
            transport.runLater(reader::read); // more bytes are available
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
        if (!reader.isReading()) { // the handler may still use the buffer
            reader.clear();
        }
        try { // before the close, so that the end is recorded before the peer sees it
            handler.ended(end, cause == null ? tcp.tlsFailure().orElse(null) : cause);
        } catch (Throwable e) { // the connection has ended already
            TransportThreads.report(e);
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
        } catch (Throwable e) { // errors too: they must end this connection only
            transport.execute(() -> fail(e));
        }
    }
}
