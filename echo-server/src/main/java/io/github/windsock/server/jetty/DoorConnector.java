package io.github.windsock.server.jetty;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** Jetty's connector without a port of its own: it serves what is accepted at the doors. */
final class DoorConnector extends AbstractConnector {
    private static final int MAX_HEADERS = 64 * 1024;

    private final HttpConnectionFactory http;
    private final LoopExecutor loop;
    private final Doors doors;

    DoorConnector(Server server, LoopExecutor loop) {
        this(server, loop, new HttpConnectionFactory(configuration()));
    }

    private DoorConnector(Server server, LoopExecutor loop, HttpConnectionFactory http) {
        super(server, task -> executeInline(server, loop, task), null, null, 0, http);
        this.http = http;
        this.loop = loop;
        this.doors = new Doors();
        installBean(doors);
        setIdleTimeout(0); // a connection may be idle for ever
    }

    /** What the selector's thread finds to do it does itself; what other threads hand over goes to the pool. */
    private static void executeInline(Server server, LoopExecutor loop, Runnable task) {
        if (loop.isLoop()) {
            task.run();
        } else {
            server.getThreadPool().execute(task);
        }
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setRequestHeaderSize(MAX_HEADERS);
        configuration.setResponseHeaderSize(MAX_HEADERS);
        configuration.setHttpCompliance(HttpCompliance.RFC7230_LEGACY);
        configuration.setUriCompliance(UriCompliance.UNSAFE); // odd targets are the test's business
        return configuration;
    }

    /** Begins to accept what connects to a bound channel. */
    void listen(Door door, ServerSocketChannel channel) {
        doors.open.put(channel, door);
        doors.acceptor(channel);
    }

    void forget(ServerSocketChannel channel) {
        doors.open.remove(channel);
    }

    ManagedSelector selector() {
        return doors.getBean(ManagedSelector.class);
    }

    @Override
    public Object getTransport() {
        return doors.open.keySet();
    }

    @Override
    protected void accept(int acceptor) {
        throw new UnsupportedOperationException("the selector accepts");
    }

    private final class Doors extends SelectorManager {
        private final Map<SelectableChannel, Door> open = new ConcurrentHashMap<>();
        private @Nullable Door accepting; // only the selector's thread uses it

        Doors() {
            super(loop, DoorConnector.this.getScheduler(), 1);
        }

        @Override
        protected @Nullable SelectableChannel doAccept(SelectableChannel listening) throws IOException {
            accepting = open.get(listening);
            return super.doAccept(listening);
        }

        @Override
        protected void accepted(SelectableChannel channel) throws IOException {
            Door door = accepting;
            if (door == null) { // closed meanwhile
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            ((SocketChannel) channel).setOption(StandardSocketOptions.TCP_NODELAY, true);
            accept(channel, door);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            Door door = (Door) key.attachment();
            return new DoorEndPoint((SocketChannel) channel, selector, key, getScheduler(), door);
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object door) {
            TlsFactory tls = ((Door) door).tls();
            return tls == null
                    ? http.newConnection(DoorConnector.this, endPoint)
                    : tls.newConnection(DoorConnector.this, endPoint);
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
        }
    }
}
