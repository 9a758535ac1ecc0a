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
 * A port of this machine, on one or more of its addresses, at the JVM's one transport. Opening one takes microseconds
 * and starts no thread of its own; the transport starts with the first port and ends two seconds after the last is
 * closed.
 */
public final class BoundPort {
    private static final int ATTEMPTS = 16;

    /** As many threads as one port may keep busy with what blocks. */
    private static final int WORKERS = 64;

    /** IPv6 addresses that were found here: a probe costs as much as a port. */
    private static final Set<InetAddress> PRESENT = ConcurrentHashMap.newKeySet();

    private final Transport transport;
    private final Executor workers;
    private final @Nullable TlsFactory tls;
    private volatile @Nullable Acceptor acceptor;
    private volatile List<ServerSocketChannel> channels = List.of(); // at which the transport listens

    // Guarded by this.
    private final List<ListenSocket> sockets = new ArrayList<>(); // of which there are always as many
    private boolean isShut;
    private boolean closed;

    private int port;

    /** Receives the connections to a port, on the transport's thread. Must not block. */
    public interface Acceptor {

        /**
         * A connection was made.
         *
         * @param connection the connection; nothing can be done with it before its handler is told that it is open
         * @return who handles it
         */
        ByteConnection.Handler accepted(ByteConnection connection);

        /**
         * Accepting a connection has failed. Called only for the first of several failures in a row.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }

    private BoundPort(Transport transport, @Nullable TlsFactory tls) {
        this.transport = transport;
        this.workers = new BoundedExecutor(transport.workers(), WORKERS);
        this.tls = tls;
    }

    /**
     * Binds a port: from now on it is taken and connects wait; see {@link #listen}.
     *
     * @param hosts the addresses to listen on, all with one port; an IPv6 address that this machine lacks is left out if
     *     another is there
     * @param port the port, 0 for a free one
     * @param tls what to speak TLS with, null for plain connections
     * @param runner runs the whole life of the selector's thread, if this starts one, so that it can be marked
     * @return the bound port
     * @throws BindException if the port is in use
     * @throws IOException if it cannot listen for another reason
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
     * Accepts connections, those that wait already first. Called once.
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
     * Returns the port.
     *
     * @return the port, the same for all addresses
     */
    public int port() {
        return port;
    }

    /**
     * Tells whether it speaks TLS.
     *
     * @return whether it does
     */
    public boolean isSecure() {
        return tls != null;
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

    /**
     * Runs a task that may block, on one of at most 64 threads that this port keeps busy; what is beyond that waits. Ports
     * do not wait for one another.
     *
     * @param task such as a callback of the user's
     */
    public void executeBlocking(Runnable task) {
        workers.execute(task);
    }

    /**
     * Closes the port: from the return of this method on, connects are refused, and connections that have not been accepted
     * are closed. Accepted ones stay. A second call does nothing.
     *
     * @return false if the transport's thread is held up by something, and the port is closed only after that; that thread itself
     *     is told true, though it closes the port when it returns
     */
    public synchronized boolean close() {
        if (closed) {
            return true;
        }
        closed = true;
        try {
            boolean certain = transport.shut(this);
            letGo();
            return certain;
        } finally {
            transport.release();
        }
    }

    /**
     * Refuses connects from the return of this method on, but keeps the port: nobody else can listen on it. Connections
     * that have not been accepted are closed. A second call does nothing.
     *
     * @throws IOException if it cannot keep the port; then it still listens
     */
    public synchronized void shut() throws IOException {
        if (isShut || closed) {
            return;
        }
        for (ListenSocket socket : sockets) {
            socket.keep();
        }
        isShut = true;
        transport.shut(this);
        for (ListenSocket socket : sockets) {
            socket.bar();
        }
    }

    /**
     * Listens again on the same port, after {@link #shut()}. A second call does nothing.
     *
     * @throws IOException if it cannot
     */
    public synchronized void reopen() throws IOException {
        if (!isShut || closed) {
            return;
        }
        for (ListenSocket socket : sockets) {
            socket.reopen();
        }
        isShut = false;
        listen();
    }

    Acceptor acceptor() {
        return Objects.requireNonNull(acceptor, "listen comes first");
    }

    @Nullable
    TlsFactory tls() {
        return tls;
    }

    List<ServerSocketChannel> channels() {
        return channels;
    }

    private void letGo() {
        for (ListenSocket socket : sockets) {
            try {
                socket.letGo();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release port " + port, e);
            }
        }
    }

    /** A free port of the first address may be taken at the second: then another one is tried. */
    private void bindAny(List<InetAddress> hosts, int wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                bind(hosts, wanted);
                break;
            } catch (IOException | RuntimeException e) {
                closeUnheard();
                if (wanted != 0 || attempt == ATTEMPTS || !(e instanceof BindException)) {
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
            return false; // no IPv6 here: the address cannot be bound whatever the port
        }
    }

    /** Closes what was bound but never given to the engine. */
    private void closeUnheard() throws IOException {
        for (ListenSocket socket : sockets) {
            socket.channel().close();
        }
        letGo();
        sockets.clear();
    }
}
