package io.github.windsock.jetty.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.server.internal.engine.UnrequestedConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Jetty's endpoint with its owner, and whether it has sent a request. */
final class PortEndPoint extends SocketChannelEndPoint implements UnrequestedConnection, SslHandshakeListener {
    private static final byte[] NOTHING = {};

    private volatile @Nullable PortOwner owner;
    private final JettyHost host;
    private volatile boolean hasAsked;
    private volatile boolean isLinked;
    private volatile byte[] first = NOTHING;
    private volatile boolean isClosedHere;
    private volatile boolean isTlsEstablished;
    private volatile @Nullable String tlsFailure;
    private final AtomicBoolean isReported = new AtomicBoolean();

    PortEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, JettyHost host, Scheduler timer) {
        super(channel, selector, key, timer);
        this.host = host;
        setIdleTimeout(0);
    }

    static PortEndPoint of(Request request) {
        EndPoint lowest = request.getConnectionMetaData().getConnection().getEndPoint();
        while (lowest instanceof EndPoint.Wrapper wrapper) {
            lowest = wrapper.unwrap();
        }
        return (PortEndPoint) lowest;
    }

    PortOwner owner() {
        return requireNonNull(owner, "it is known from the beginning");
    }

    JettyHost host() {
        return host;
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) getRemoteSocketAddress();
    }

    void enters(PortOwner there) {
        owner = there;
        there.entered(this);
    }

    void leaves() {
        PortOwner there = owner;
        if (there != null) {
            there.left(this);
        }
    }

    /**
     * Ends TCP with an RST, below Jetty, which finds its connection closed. Sends no TLS alert, and discards queued
     * data.
     */
    void endByReset() {
        try {
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            close();
        } catch (IOException e) {
            close(e); // already closed
        }
    }

    void asks() {
        hasAsked = true;
    }

    boolean isSilent() {
        return !hasAsked;
    }

    // What is known of a connection that sends no request.

    /** Keeps the first bytes. */
    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int before = buffer.remaining();
        int filled = super.fill(buffer);
        if (filled > 0 && first.length == 0) {
            byte[] kept = new byte[Math.min(filled, MAX_SHOWN)];
            buffer.get(buffer.position() + before, kept);
            first = kept;
            owner().begun(this);
        }
        return filled;
    }

    @Override
    public void handshakeSucceeded(Event event) {
        isTlsEstablished = true;
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        boolean isOfTls = failure instanceof SSLException && !(failure.getCause() instanceof EOFException);
        if (isOfTls) {
            tlsFailure = String.valueOf(failure.getMessage());
        }
    }

    @Override
    public boolean isPortSecure() {
        return owner().isSecure();
    }

    @Override
    public byte[] firstBytes() {
        return first;
    }

    /** They are known to Jetty only, which answers what it cannot read with 400. */
    @Override
    public byte[] firstDecrypted() {
        return NOTHING;
    }

    @Override
    public Optional<String> tlsFailure() {
        return Optional.ofNullable(tlsFailure);
    }

    @Override
    public boolean isTlsEstablished() {
        return isTlsEstablished;
    }

    @Override
    public boolean isBrokenOff() {
        return !isOpen() && !isClosedHere;
    }

    /** Closes it because the server wants so. */
    void closeHere() {
        isClosedHere = true;
        close();
    }

    /** Tells whether it is reported for the first time, and marks it as reported. */
    boolean isFirstReport() {
        return isReported.compareAndSet(false, true);
    }

    void links() {
        isLinked = true;
    }

    boolean isLinked() {
        return isLinked;
    }
}
