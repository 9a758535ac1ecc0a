package io.github.windsock.jetty.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One connector for all ports, since each connector needs a thread. */
final class PortConnector extends AbstractConnector {
    private final JettyHost host;
    private final SelectorThread thread;
    private final Manager manager;
    private final Map<SelectableChannel, JettyPort> ports = new ConcurrentHashMap<>();

    PortConnector(
            JettyHost host, Server server, SelectorThread thread, Scheduler scheduler, HttpConnectionFactory http) {
        super(server, thread, scheduler, null, 0, http);
        this.host = host;
        this.thread = thread;
        this.manager = new Manager();
        installBean(manager);
        setIdleTimeout(0); // a test in a debugger may be idle for long
    }

    /** Runs a task on the selector's thread, at once if that is the current one. */
    void run(Runnable task) {
        if (thread.isCurrent()) {
            task.run();
        } else {
            manager.selector().submit(selector -> task.run());
        }
    }

    /** Runs a task on the selector's thread after a selection that begins from now on. */
    void runAfterSelection(Runnable task) {
        manager.selector().submit(now -> manager.selector().submit(selected -> task.run()));
    }

    /** Starts to accept connections. */
    Closeable listen(ServerSocketChannel channel, JettyPort port) {
        ports.put(channel, port);
        return manager.acceptor(channel);
    }

    /** Takes over a connection that was accepted elsewhere. */
    void enter(SocketChannel channel, ByteBuffer read, PortOwner owner) {
        manager.accept(channel, new Entering(owner, read));
    }

    /** A new connection: its owner, and the bytes that have been read from it. */
    private record Entering(PortOwner owner, ByteBuffer read) {}

    /** Stops accepting; runs on the selector's thread, so that later connects are refused. */
    void close(ServerSocketChannel channel) {
        ports.remove(channel);
        try {
            channel.close();
            manager.selector()
                    .getSelector()
                    .selectNow(key -> {}); // releases the channel; ready keys are selected again later
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + channel, e);
        }
    }

    @Override
    protected void accept(int acceptor) {
        throw new UnsupportedOperationException("the selector accepts");
    }

    @Override
    public Object getTransport() {
        return manager;
    }

    private final class Manager extends SelectorManager {
        private @Nullable SelectableChannel accepting; // only the selector's thread uses it

        Manager() {
            super(thread, PortConnector.this.getScheduler(), 1);
        }

        ManagedSelector selector() {
            return chooseSelector(); // there is only one
        }

        @Override
        protected SelectableChannel doAccept(SelectableChannel server) throws IOException {
            accepting = server;
            return super.doAccept(server);
        }

        @Override
        protected void accepted(SelectableChannel channel) throws IOException {
            JettyPort port = accepting == null ? null : ports.get(accepting);
            if (port == null || !port.admits()) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            ((SocketChannel) channel).setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer nothing = ByteBuffer.allocate(0);
            if (port.mayBlock()) {
                host.blockingConnector().enter((SocketChannel) channel, nothing, port);
            } else {
                accept(channel, new Entering(port, nothing));
            }
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            return new PortEndPoint((SocketChannel) channel, selector, key, host, getScheduler());
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, @Nullable Object attachment) {
            Entering entering = (Entering) Objects.requireNonNull(attachment, "each connection has an owner");
            ((PortEndPoint) endPoint).enters(entering.owner());
            Connection connection = entering.owner()
                    .connectionFactory(http(entering.read().remaining()))
                    .newConnection(PortConnector.this, endPoint);
            if (connection instanceof SslConnection secure) {
                secure.addHandshakeListener((PortEndPoint) endPoint);
            }
            if (entering.read().hasRemaining()) {
                ((Connection.UpgradeTo) connection).onUpgradeTo(entering.read());
            }
            return connection;
        }

        /** Returns a factory whose input buffer can hold the bytes that were read: Jetty's buffer does not grow. */
        private HttpConnectionFactory http(int read) {
            HttpConnectionFactory usual = getConnectionFactory(HttpConnectionFactory.class);
            if (read <= usual.getInputBufferSize()) {
                return usual;
            }
            HttpConnectionFactory larger = new HttpConnectionFactory(usual.getHttpConfiguration());
            larger.setInputBufferSize(read);
            return larger;
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
            ((PortEndPoint) endPoint).leaves();
        }
    }
}
