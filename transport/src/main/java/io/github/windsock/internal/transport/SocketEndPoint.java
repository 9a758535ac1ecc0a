package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A TCP endpoint that remembers the first bytes it received and whether the peer reset the connection. */
final class SocketEndPoint extends SocketChannelEndPoint {
    private static final int MAX_KEPT = 64;

    private final InetSocketAddress remote;
    private final byte[] first = new byte[MAX_KEPT];
    private volatile int kept; // only the transport's thread writes it, after the bytes
    private volatile boolean wasReset;
    private volatile @Nullable Throwable tlsFailure;
    private volatile boolean tlsEstablished;
    private volatile @Nullable SocketConnection connection;

    SocketEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler timer)
            throws IOException {
        super(channel, selector, key, timer);
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
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
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            wasReset = true; // it is closed already
        }
        close();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        SocketConnection known = connection;
        if (known != null) {
            known.onTcpClosed();
        }
    }

    /** Does the same as Jetty's method, and also records a reset. */
    @Override
    public int fill(ByteBuffer buffer) {
        if (isInputShutdown()) {
            return -1;
        }
        int position = BufferUtil.flipToFill(buffer);
        int filled;
        try {
            filled = getChannel().read(buffer);
        } catch (IOException e) {
            wasReset = true;
            filled = -1;
        }
        BufferUtil.flipToFlush(buffer, position);
        if (filled > 0) {
            notIdle();
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
        buffer.slice(buffer.limit() - filled, count).get(first, before, count);
        kept = before + count;
        SocketConnection known = connection;
        if (before == 0 && known != null) {
            known.onBegun();
        }
    }
}
