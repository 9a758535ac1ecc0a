package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects to servers on the JVM's one transport, which keeps running until the connector is released. */
public final class Connector {
    private final Transport transport;

    private Connector(Transport transport) {
        this.transport = transport;
    }

    /**
     * Returns a new connector. The caller must release it.
     *
     * @param runner runs the main loop of the selector's thread if this call starts the transport, so that the caller
     *     can mark that thread
     * @return the connector
     */
    public static Connector lease(Consumer<Runnable> runner) {
        return new Connector(Transport.lease(runner));
    }

    /** Releases the transport. Must be called once. */
    public void release() {
        transport.release();
    }

    /**
     * Starts to connect. A TLS connection counts as open before its handshake; writes wait for the handshake.
     *
     * @param address the server's address and port
     * @param tls the TLS settings; null for a plain connection
     * @param acceptor receives the connection, or the reason why connecting failed
     * @return cancels connecting, if it is not done; the acceptor is then told that it failed
     */
    public Runnable connect(InetSocketAddress address, @Nullable ClientTls tls, BoundPort.Acceptor acceptor) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(ListenSocket.family(address.getAddress()));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SocketChannel opened = channel;
            transport.submit(() -> transport.loop().connect(opened, address, tls, acceptor));
            return () -> transport.submit(() -> transport.loop().cancelConnect(opened));
        } catch (IOException | RuntimeException e) {
            TcpChannel.close(channel);
            transport.submit(() -> acceptor.failed(e));
            return () -> {};
        }
    }

    /**
     * Runs a task on the transport's thread, after its current task.
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
     * @return cancels the task if it has not started
     */
    public Runnable schedule(Duration delay, Runnable task) {
        return transport.schedule(delay, task);
    }
}
