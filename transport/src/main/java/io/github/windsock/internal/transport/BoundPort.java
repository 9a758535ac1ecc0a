package io.github.windsock.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int MAX_ATTEMPTS = 16;

    /** The maximum number of threads that one port may use for blocking tasks. */
    private static final int MAX_WORKERS = 64;

    /** The IPv6 addresses known to exist on this machine: a probe costs as much as opening a port. */
    private static final Set<InetAddress> PRESENT = ConcurrentHashMap.newKeySet();

    private final Transport transport;
    private final Executor workers;
    private final @Nullable TlsFactory tls;
    private volatile @Nullable Acceptor acceptor;
    private volatile List<ServerSocketChannel> channels = List.of(); // those that the transport accepts from

    // Guarded by this.
    private final List<ListenSocket> sockets = new ArrayList<>(); // one for each address, during an outage too
    private boolean isShut;
    private boolean closed;

    private int port;

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

    private BoundPort(Transport transport, @Nullable TlsFactory tls) {
        this.transport = transport;
        this.workers = new BoundedExecutor(transport.workers(), MAX_WORKERS);
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
            BoundPort bound = new BoundPort(transport, tls == null ? null : new TlsFactory(tls));
            bound.bindAny(hosts, port);
            return bound;
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
        List<ServerSocketChannel> all = new ArrayList<>(sockets.size());
        for (ListenSocket socket : sockets) {
            all.add(socket.channel());
        }
        channels = all;
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
            release();
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
        forAll(ListenSocket::reserve, ListenSocket::endReservation);
        reserved.run();
        isShut = true;
        transport.shut(this);
        try {
            forAll(ListenSocket::makeExclusive, socket -> {});
        } catch (IOException e) {
            reopen(() -> {});
            throw e;
        }
    }

    /**
     * Listens again on the same port after {@link #shut}. A second call does nothing.
     *
     * @param bound runs when all addresses are bound, before the first connection is accepted
     * @throws IOException if it cannot listen on each address; it then listens on none, and the port stays reserved
     */
    public synchronized void reopen(Runnable bound) throws IOException {
        if (!isShut || closed) {
            return;
        }
        forAll(ListenSocket::reopen, ListenSocket::undoReopen);
        bound.run();
        isShut = false;
        listen();
        forAll(ListenSocket::endReservation, socket -> {});
    }

    /** A step for one address. */
    private interface Step {
        void run(ListenSocket socket) throws IOException;
    }

    /** Runs a step for each address. If it fails for one, that one and those before it are undone. */
    private void forAll(Step step, Step undo) throws IOException {
        List<ListenSocket> begun = new ArrayList<>();
        try {
            for (ListenSocket socket : sockets) {
                begun.add(socket);
                step.run(socket);
            }
        } catch (IOException | RuntimeException e) {
            begun.forEach(socket -> undo(undo, socket, e));
            throw e;
        }
    }

    private static void undo(Step undo, ListenSocket socket, Exception cause) {
        try {
            undo.run(socket);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Returns the sockets, one for each address. */
    synchronized List<ListenSocket> sockets() {
        return List.copyOf(sockets);
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

    private void release() {
        for (ListenSocket socket : sockets) {
            try {
                socket.release();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release port " + port, e);
            }
        }
    }

    /** Binds all addresses. A port that is free at the first may be taken at the second: it then tries another port. */
    private void bindAny(List<InetAddress> hosts, int wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                bind(hosts, wanted);
                break;
            } catch (IOException | RuntimeException e) {
                closeAll();
                if (wanted != 0 || attempt == MAX_ATTEMPTS || !(e instanceof BindException)) {
                    throw e;
                }
            }
        }
    }

    private void bind(List<InetAddress> hosts, int wanted) throws IOException {
        port = wanted;
        for (InetAddress host : hosts) {
            if (sockets.isEmpty() || !(host instanceof Inet6Address) || isPresent(host)) {
                ListenSocket socket = ListenSocket.open(new InetSocketAddress(host, port));
                sockets.add(socket);
                port = socket.port();
            }
        }
    }

    private static boolean isPresent(InetAddress host) {
        if (PRESENT.contains(host)) {
            return true;
        }
        try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            probe.bind(new InetSocketAddress(host, 0));
            PRESENT.add(host);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false; // this machine has no IPv6, or not this address
        }
    }

    /** Closes the sockets of a failed attempt to bind. */
    private void closeAll() throws IOException {
        for (ListenSocket socket : sockets) {
            socket.channel().close();
        }
        release();
        sockets.clear();
    }
}
