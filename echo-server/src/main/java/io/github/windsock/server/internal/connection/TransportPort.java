package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.BoundPort;
import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.server.internal.engine.ConnectionHandler;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.engine.PortSettings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A server's listening port. It accepts connections, limits their number, and sets the timeout for their requests.
 */
final class TransportPort implements ListeningPort, BoundPort.Acceptor {
    private final BoundPort port;
    private final PortSettings settings;
    private final MessageMemory memory;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ConnectionHandler handler;
    private volatile boolean isShut;
    private final AtomicBoolean closed = new AtomicBoolean();

    TransportPort(BoundPort port, PortSettings settings) {
        this.port = port;
        this.settings = settings;
        this.memory = new MessageMemory(settings.maxBufferedBytes());
    }

    @Override
    public int connections(Predicate<InetSocketAddress> remote) {
        return (int) connections.stream()
                .filter(connection -> remote.test(connection.remote()))
                .count();
    }

    @Override
    public void admit(ConnectionHandler handler) {
        this.handler = handler;
        port.listen(this);
    }

    @Override
    public int port() {
        return port.port();
    }

    @Override
    public List<String> waiting() {
        return connections.stream()
                .filter(HttpConnection::isSilent)
                .map(HttpConnection::description)
                .toList();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return port.schedule(delay, task);
    }

    @Override
    public void executeBlocking(Runnable task) {
        port.executeBlocking(task);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (!port.close()) {
                System.getLogger("io.github.windsock")
                        .log(
                                Level.WARNING,
                                "port {0,number,#} may still accept connections for a moment, because something blocks"
                                        + " the thread windsock-engine",
                                port.port());
            }
            closeUnlinked();
        }
    }

    @Override
    public void shut(Runnable reserved) throws IOException {
        port.shut(reserved);
        isShut = true;
        closeUnlinked();
    }

    @Override
    public void reopen(Runnable bound) throws IOException {
        port.reopen(() -> {
            isShut = false;
            bound.run();
        });
    }

    private void closeUnlinked() {
        if (connections.isEmpty()) {
            return; // as at the end of most tests
        }
        for (HttpConnection connection : connections) {
            if (!connection.isLinked()) {
                connection.close();
            }
        }
    }

    ConnectionHandler handler() {
        return Objects.requireNonNull(handler, "call admit(..) first");
    }

    long maxMessageBytes() {
        return settings.maxMessageBytes();
    }

    MessageMemory memory() {
        return memory;
    }

    boolean isSecure() {
        return port.isSecure();
    }

    @Override
    public ByteConnection.Handler accepted(ByteConnection opened) {
        HttpConnection connection = new HttpConnection(opened, this);
        if (isShut || closed.get()) {
            opened.close();
        } else if (connections.size() >= settings.maxConnections()) {
            handler()
                    .neverRequested(
                            "a connection beyond the limit of " + settings.maxConnections() + ", closed at once");
            opened.close();
        } else {
            connections.add(connection);
            connection.limit(settings.handshakeTimeout());
        }
        return connection;
    }

    @Override
    public void failed(Throwable cause) {
        handler().neverRequested("a connection that could not be accepted: " + cause);
    }

    void remove(HttpConnection connection) {
        connections.remove(connection);
    }
}
