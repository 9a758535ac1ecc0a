package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/** A TCP endpoint that remembers the first bytes it received and whether the peer reset the connection. */
final class SocketEndPoint extends AbstractEndPoint implements SelectorLoop.Selectable {
    private static final int MAX_KEPT = 64;

    private final SocketChannel channel;
    private final Transport transport;
    private final SelectionKey key;
    private final InetSocketAddress remote;
    private final byte[] first = new byte[MAX_KEPT];
    private volatile int kept; // only the transport's thread writes it, after the bytes
    private volatile boolean wasReset;
    private volatile @Nullable Throwable tlsFailure;
    private volatile boolean tlsEstablished;
    private volatile @Nullable SocketConnection connection;

    /** Creates an endpoint whose channel is ready for nothing until it waits to read or write. */
    SocketEndPoint(SocketChannel channel, Transport transport, Selector selector) throws IOException {
        super(null); // no timer: it has no idle timeout
        this.channel = channel;
        this.transport = transport;
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
        this.key = channel.register(selector, 0, this);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Returns the peer's address, after the end too. */
    InetSocketAddress remote() {
        return remote;
    }

    /** Returns the TCP endpoint below an endpoint, which may be that of TLS. */
    static SocketEndPoint under(EndPoint endPoint) {
        EndPoint lowest = endPoint;
        while (lowest instanceof EndPoint.Wrapper wrapper) {
            lowest = wrapper.unwrap();
        }
        return (SocketEndPoint) lowest;
    }

    /** Sets the connection to notify. */
    void connection(SocketConnection onTop) {
        connection = onTop;
    }

    boolean wasReset() {
        return wasReset;
    }

    byte[] firstBytes() {
        return Arrays.copyOf(first, kept);
    }

    Optional<Throwable> tlsFailure() {
        return Optional.ofNullable(tlsFailure);
    }

    boolean isTlsEstablished() {
        return tlsEstablished;
    }

    /** Records that the TLS handshake is done. */
    void tlsEstablished() {
        tlsEstablished = true;
    }

    /** Records the failure of TLS, unless the peer only closed the connection. */
    void tlsFailed(Throwable reason) {
        if (!isBrokenOff(reason)) {
            tlsFailure = reason;
        }
    }

    private static boolean isBrokenOff(Throwable reason) {
        boolean isIo = reason instanceof IOException && !(reason instanceof SSLException);
        Throwable cause = reason.getCause();
        return isIo || (cause != null && isBrokenOff(cause));
    }

    /** Ends the connection with RST. */
    void sendReset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            wasReset = true; // it is closed already
        }
        close();
    }

    @Override
    public void selected(SelectionKey ready) {
        try {
            if (ready.isWritable()) {
                ready.interestOpsAnd(~SelectionKey.OP_WRITE);
                getWriteFlusher().completeWrite();
            }
            if (ready.isReadable()) {
                getFillInterest().fillable();
                if (!isFillInterested()) { // usually it is again
                    ready.interestOpsAnd(~SelectionKey.OP_READ);
                }
            }
        } catch (CancelledKeyException e) {
            // it has been closed
        } catch (Throwable e) { // it must not end the thread that all connections share
            close(e);
        }
    }

    @Override
    protected void needsFillInterest() {
        transport.execute(() -> interest(SelectionKey.OP_READ));
    }

    @Override
    protected void onIncompleteFlush() {
        transport.execute(() -> interest(SelectionKey.OP_WRITE));
    }

    private void interest(int operation) {
        try {
            key.interestOpsOr(operation);
        } catch (CancelledKeyException e) {
            // It was closed, or the selector's thread has died: both end what waits for it.
        }
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        try {
            if (buffers.length == 1) {
                channel.write(buffers[0]);
            } else {
                channel.write(buffers);
            }
        } catch (IOException e) {
            throw new EofException(e);
        }
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void doShutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // it is closed already
        }
    }

    @Override
    protected void doClose() {
        IO.close(channel);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        SocketConnection known = connection;
        if (known == null) {
            return;
        }
        if (getConnection() != known) { // TLS frees its buffers, which it may be using just now
            transport.submit(() -> getConnection().onClose(cause));
        }
        known.close();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        throw new IllegalStateException("not called: neither TLS nor this transport asks for it");
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return remote;
    }

    @Override
    public Object getTransport() {
        return channel;
    }

    /** Reads available bytes, and records a reset. */
    @Override
    public int fill(ByteBuffer buffer) {
        if (isInputShutdown()) {
            return -1;
        }
        int position = BufferUtil.flipToFill(buffer);
        int filled;
        try {
            filled = channel.read(buffer);
        } catch (IOException e) {
            wasReset = true;
            filled = -1;
        }
        BufferUtil.flipToFlush(buffer, position);
        if (filled > 0) {
            if (kept < MAX_KEPT) {
                keep(buffer, filled);
            }
        } else if (filled < 0) {
            shutdownInput();
        }
        return filled;
    }

    private void keep(ByteBuffer buffer, int filled) {
        int before = kept;
        int count = Math.min(filled, MAX_KEPT - before);
        buffer.get(buffer.limit() - filled, first, before, count);
        kept = before + count;
        SocketConnection known = connection;
        if (before == 0 && known != null) {
            known.onBegun();
        }
    }
}
