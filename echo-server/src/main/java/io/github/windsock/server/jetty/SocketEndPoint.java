package io.github.windsock.server.jetty;

import io.github.windsock.Text;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The TCP connection of a visitor. Knows what came in before a request did, and why reading failed. */
final class SocketEndPoint extends SocketChannelEndPoint {
    private static final int KEPT = 64;
    private static final byte TLS_HANDSHAKE = 0x16;

    private final ListeningPort door;
    private final AtomicBoolean told = new AtomicBoolean();
    private final ByteBuffer seen = ByteBuffer.allocate(KEPT); // only the engine's thread writes to it
    private volatile boolean silent = true;
    private volatile Runnable stopClock = () -> {};
    private volatile @Nullable IOException failure;
    private volatile String tlsFailure = "the client broke it off, as it does if it does not trust the certificate";
    private volatile @Nullable FrameConnection link;

    SocketEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler timer, ListeningPort door) {
        super(channel, selector, key, timer);
        this.door = door;
    }

    /** Returns the TCP connection under an endpoint, which may be that of TLS. */
    static SocketEndPoint under(EndPoint endPoint) {
        EndPoint lowest = endPoint;
        while (lowest instanceof EndPoint.Wrapper wrapper) {
            lowest = wrapper.unwrap();
        }
        return (SocketEndPoint) lowest;
    }

    ListeningPort door() {
        return door;
    }

    /** A whole request has arrived. */
    void knocked() {
        silent = false;
        stopClock.run();
        told.set(true);
    }

    /** Sets what stops the clock of the handshake. */
    void whenKnocked(Runnable stop) {
        stopClock = stop;
    }

    /** The time for a request is over. */
    void closeIfSilent() {
        if (silent) {
            close();
        }
    }

    boolean isSilent() {
        return silent;
    }

    void linkTo(FrameConnection connection) {
        link = connection;
    }

    boolean isLinked() {
        return link != null;
    }

    boolean wasReset() {
        return failure != null;
    }

    /** Keeps what TLS says, if it comes to say something; else the client broke off. */
    void tlsFailed(Throwable reason) {
        if (!isBrokenOff(reason)) {
            tlsFailure = String.valueOf(reason.getMessage());
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
            failure = e; // it is closed already, which is all that was wanted
        }
        close();
    }

    @Override
    public void onOpen() {
        super.onOpen();
        door.entered(this);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        door.left(this);
        stopClock.run();
        FrameConnection connection = link;
        if (connection != null) {
            connection.onTcpClosed();
        } else {
            tell();
        }
    }

    /** As the one of Jetty, which forgets the exception. */
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
            failure = e;
            filled = -1;
        }
        BufferUtil.flipToFlush(buffer, position);
        if (filled > 0) {
            notIdle();
            look(buffer, filled);
        } else if (filled < 0) {
            shutdownInput();
        }
        return filled;
    }

    private void look(ByteBuffer buffer, int filled) {
        if (!silent || !seen.hasRemaining()) {
            return;
        }
        boolean first = seen.position() == 0;
        int count = Math.min(filled, seen.remaining());
        seen.put(buffer.slice(buffer.limit() - filled, count));
        if (first && isForeign()) {
            tell(); // now: what is answered to it must not be seen before
        }
    }

    private boolean isForeign() {
        boolean hello = seen.get(0) == TLS_HANDSHAKE;
        return door.tls() == null ? hello : !hello;
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            door.visitor().strayed(description());
        }
    }

    /** Describes a connection that has sent no request. */
    String description() {
        if (seen.position() == 0) {
            return "a connection on which nothing was sent";
        }
        if (door.tls() != null) {
            return isForeign()
                    ? "no TLS hello but " + shown() + "; this server speaks TLS, use wss:// or https://"
                    : "a TLS handshake that did not succeed: " + tlsFailure;
        }
        return isForeign()
                ? "a TLS hello; this server speaks no TLS, use ws:// or http://"
                : "no whole HTTP request but " + shown();
    }

    private String shown() {
        String text = new String(seen.array(), 0, seen.position(), StandardCharsets.ISO_8859_1);
        return Text.preview(text);
    }
}
