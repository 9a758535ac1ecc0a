package io.github.windsock.jetty.internal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Jetty's endpoint with its owner, and whether it has sent a request. */
final class PortEndPoint extends SocketChannelEndPoint {
    private volatile @Nullable PortOwner owner;
    private final JettyHost host;
    private volatile boolean hasAsked;
    private volatile boolean isLinked;

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

    /** Describes a connection that has sent no request. */
    String description() {
        Connection connection = getConnection();
        return connection == null || connection.getBytesIn() == 0
                ? "a connection on which nothing was sent"
                : "a connection that never became a request";
    }

    void links() {
        isLinked = true;
    }

    boolean isLinked() {
        return isLinked;
    }
}
