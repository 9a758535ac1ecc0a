package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A listening TCP port on one or more local addresses. All ports share the JVM's one transport, so opening a port takes
 * microseconds and starts no thread. The transport starts with the first port and ends two seconds after the last port
 * is closed. Thread-safe.
 */
public final class BoundPort {
    /** The maximum number of threads that one port may use for blocking tasks. */
    private static final int MAX_WORKERS = 64;

    private final Transport transport;
    private final Executor workers;
    private final @Nullable TlsFactory tls;
    private final ListenSockets sockets; // guarded by this; they are there during an outage too
    private final int port;
    private volatile @Nullable Acceptor acceptor;
    private volatile List<ServerSocketChannel> channels = List.of(); // those that the transport accepts from

    // Guarded by this.
    private boolean isShut;
    private boolean closed;

    /** Receives new connections, on the transport's thread. Must not block. */
    public interface Acceptor {

        /**
         * Called for each new connection.
         *
         * @param connection the connection; it can be used from {@link ByteConnection.Handler#opened()} on
         * @return the handler of the connection
         */
        ByteConnection.Handler accepted(ByteConnection connection);

        /**
         * Called when accepting a connection has failed, only for the first of several failures in a row.
         *
         * @param cause the failure
         */
        void failed(Throwable cause);
    }

    private BoundPort(Transport transport, ListenSockets sockets, @Nullable TlsFactory tls) {
        this.transport = transport;
        this.workers = new BoundedExecutor(transport.workers(), MAX_WORKERS);
        this.sockets = sockets;
        this.port = sockets.port();
        this.tls = tls;
    }

    /**
     * Binds a port. Connects wait until {@link #listen} is called.
     *
     * @param hosts the addresses to listen on, all with the same port; an IPv6 address that this machine does not have
     *     is left out, unless it is the first
     * @param port the port; 0 for a free one
     * @param tls the TLS context; null for plain connections
     * @param runner runs the main loop of the selector's thread if this call starts the transport, so that the caller
     *     can mark that thread
     * @return the bound port
     * @throws BindException if the port is in use
     * @throws IOException if the port cannot be bound for another reason
     */
    public static BoundPort open(List<InetAddress> hosts, int port, @Nullable SSLContext tls, Consumer<Runnable> runner)
            throws IOException {
        Transport transport = Transport.lease(runner);
        try {
            TlsFactory secure = tls == null ? null : new TlsFactory(tls);
            return new BoundPort(transport, ListenSockets.open(hosts, port), secure);
        } catch (IOException | RuntimeException | Error e) {
            transport.release();
            throw e;
        }
    }

    /**
     * Starts to accept connections. Must be called once.
     *
     * @param acceptor receives the connections
     */
    public synchronized void listen(Acceptor acceptor) {
        this.acceptor = acceptor;
        listen();
    }

    private void listen() {
        channels = sockets.channels();
        transport.listen(this);
    }

    /**
     * Returns the port number.
     *
     * @return the port number, the same for all addresses
     */
    public int port() {
        return port;
    }

    /**
     * Tells whether connections use TLS.
     *
     * @return whether they do
     */
    public boolean isSecure() {
        return tls != null;
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

    /**
     * Runs a task that may block. At most 64 such tasks of a port run at a time; further ones wait. Ports do not wait
     * for each other.
     *
     * @param task a task that may block, such as a callback of the user
     */
    public void executeBlocking(Runnable task) {
        workers.execute(task);
    }

    /**
     * Closes the port. Once this method has returned, connects are refused, and connections that were not accepted are
     * closed. Accepted connections stay open. A second call does nothing.
     *
     * @return false if the transport's thread is blocked and closes the port only later. On the transport's thread
     *     always true, although the port is closed only when that thread returns
     */
    public synchronized boolean close() {
        if (closed) {
            return true;
        }
        closed = true;
        try {
            boolean certain = transport.shut(this);
            sockets.release();
            return certain;
        } finally {
            transport.release();
        }
    }

    /**
     * Stops listening but reserves the port: connects are refused once this method has returned, and no other process
     * can take the port. Connections that were not accepted are closed. A second call does nothing.
     *
     * @param reserved runs when the port is reserved, before anything is closed
     * @throws IOException if the port cannot be reserved; it then still listens
     */
    public synchronized void shut(Runnable reserved) throws IOException {
        if (isShut || closed) {
            return;
        }
        sockets.reserve();
        reserved.run();
        isShut = true;
        transport.shut(this);
        try {
            sockets.makeExclusive();
        } catch (IOException e) {
            reopen(() -> {});
            throw e;
        }
    }

    /**
     * Listens again on the same port after {@link #shut}. A second call does nothing.
     *
     * @param bound runs when all addresses are bound, before the first connection is accepted; if it throws, the port
     *     listens on none and stays reserved
     * @throws IOException if it cannot listen on each address; it then listens on none, and the port stays reserved
     */
    public synchronized void reopen(Runnable bound) throws IOException {
        if (!isShut || closed) {
            return;
        }
        sockets.reopen();
        try {
            bound.run();
        } catch (RuntimeException | Error e) { // otherwise connects would wait, and the port be in use at the next try
            sockets.undoReopen(e);
            throw e;
        }
        isShut = false;
        listen();
        sockets.endReservation();
    }

    /** Returns the sockets, one for each address. */
    synchronized List<ListenSocket> sockets() {
        return sockets.all();
    }

    Acceptor acceptor() {
        return Objects.requireNonNull(acceptor, "call listen() first");
    }

    @Nullable
    TlsFactory tls() {
        return tls;
    }

    List<ServerSocketChannel> channels() {
        return channels;
    }
}
