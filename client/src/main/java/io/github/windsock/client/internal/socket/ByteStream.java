package io.github.windsock.client.internal.socket;

import io.github.windsock.internal.transport.BoundPort;
import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.transport.ClientTls;
import io.github.windsock.internal.transport.Connector;
import io.github.windsock.internal.transport.Outgoing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream of bytes to the server and back, TCP, or TLS on it: a connection of the transport. */
final class ByteStream implements BoundPort.Acceptor, ByteConnection.Handler {
    private final ClientConnection handler;
    private volatile @Nullable ByteConnection connection;
    private volatile @Nullable Runnable giveUp;
    private volatile boolean aborted;
    private volatile boolean paused;

    private ByteStream(ClientConnection handler) {
        this.handler = handler;
    }

    /** Starts to connect; calls the handler on the transport's thread when that has succeeded or failed. */
    static ByteStream connect(
            Connector connector, InetSocketAddress address, @Nullable ClientTls tls, ClientConnection handler) {
        ByteStream link = new ByteStream(handler);
        link.giveUp = connector.connect(address, tls, link);
        if (link.aborted) {
            link.giveUp();
        }
        return link;
    }

    private void giveUp() {
        Runnable connecting = giveUp;
        if (connecting != null) {
            connecting.run();
        }
    }

    /**
     * Takes ownership of the buffer and writes it: at once if that does not block, else when the server reads. Then
     * {@code written} runs, if there is one.
     */
    void write(ByteBuffer bytes, @Nullable Runnable written) {
        ByteConnection here = connection;
        if (here != null) {
            here.write(Outgoing.of(bytes, written));
        }
    }

    /** Ends the stream after all writes; bytes that still arrive are read and discarded, so that no reset follows. */
    void end() {
        ByteConnection here = connection;
        if (here == null) {
            close();
        } else {
            here.end(true);
        }
    }

    /** Ends a stream that is not connected yet, so that no connection is made for which nobody waits. */
    void stopConnecting() {
        if (connection == null) {
            close();
        }
    }

    /** Ends the stream at once. */
    void close() {
        abort(ByteConnection::close);
    }

    /** Ends the stream at once with a TCP reset. */
    void reset() {
        abort(ByteConnection::reset);
    }

    private void abort(Consumer<ByteConnection> how) {
        aborted = true;
        ByteConnection here = connection;
        if (here == null) {
            giveUp();
        } else {
            how.accept(here);
        }
    }

    /** Stops or resumes reading. */
    void pauseReading(boolean pause) {
        paused = pause;
        ByteConnection here = connection;
        if (here != null && !pause) {
            here.demand();
        }
    }

    // Callbacks of the transport.

    @Override
    public ByteConnection.Handler accepted(ByteConnection made) {
        connection = made;
        return this;
    }

    @Override
    public void failed(Throwable cause) {
        handler.ended(asIo(cause));
    }

    @Override
    public void opened() {
        ByteConnection here = connection;
        if (here == null) {
            return;
        }
        if (aborted) {
            here.close();
            return;
        }
        handler.connected(this);
        readOn(here);
    }

    private void readOn(ByteConnection here) {
        if (!paused) {
            here.demand();
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        ByteConnection here = connection;
        if (here != null && !paused) {
            handler.received(bytes);
            bytes.position(bytes.limit()); // drops what was not read
            readOn(here);
        }
    }

    @Override
    public void inputEnded() {
        ByteConnection here = connection;
        if (here != null) {
            here.close();
        }
    }

    @Override
    public void ended(ByteConnection.End end, @Nullable Throwable cause) {
        boolean isReset = end == ByteConnection.End.RESET_BY_PEER;
        handler.ended(cause != null ? asIo(cause) : isReset ? new IOException("Connection reset") : null);
    }

    private static IOException asIo(Throwable cause) {
        return cause instanceof IOException io ? io : new IOException(cause.toString(), cause);
    }
}
