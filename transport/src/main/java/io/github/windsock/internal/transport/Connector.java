package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/** Connects to servers, on the JVM's one transport, which stays until this is released. */
public final class Connector {
    private final Transport transport;

    private Connector(Transport transport) {
        this.transport = transport;
    }

    /**
     * Returns a connector; each is to be released.
     *
     * @param runner runs the whole life of the selector's thread, if this starts one, so that it can be marked
     * @return the connector
     */
    public static Connector lease(Consumer<Runnable> runner) {
        return new Connector(Transport.lease(runner));
    }

    /** Gives the transport back. Called once. */
    public void release() {
        transport.release();
    }

    /**
     * Begins to connect. The handler is told that the connection is open, or that it ended; with TLS it is open, and takes
     * what is written, before the handshake.
     *
     * @param address where to
     * @param tls how to speak TLS, null for plain
     * @param peer receives the connection, or the reason why connecting failed
     * @return gives up while there is no connection yet; then it is told that the connection failed
     */
    public Runnable connect(InetSocketAddress address, @Nullable ClientTls tls, BoundPort.Acceptor peer) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean done = channel.connect(address) || channel.finishConnect(); // loopback needs no second look
            SocketChannel opened = channel;
            transport.submit(() -> transport.loop().connect(opened, done, tls, peer));
            return () -> transport.submit(() -> transport.loop().giveUp(opened));
        } catch (IOException | RuntimeException e) {
            IO.close(channel);
            transport.submit(() -> peer.failed(e));
            return () -> {};
        }
    }

    /**
     * Runs a task on the transport's thread, after what that does now.
     *
     * @param task must not block
     */
    public void execute(Runnable task) {
        transport.submit(task);
    }

    /**
     * Runs a task later, on the transport's thread.
     *
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    public Runnable schedule(Duration delay, Runnable task) {
        return transport.schedule(delay, task);
    }
}
