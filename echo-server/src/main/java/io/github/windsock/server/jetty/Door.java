package io.github.windsock.server.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A listening port of the JVM's one engine. It costs some microseconds and no thread; the engine starts with the first
 * door and ends two seconds after the last.
 */
public final class Door implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int ATTEMPTS = 16;

    /** IPv6 addresses that were found here: a probe costs as much as a door. */
    private static final Set<InetAddress> PRESENT = ConcurrentHashMap.newKeySet();

    private final Engine engine;
    private volatile @Nullable Visitor visitor;
    private final long maxMessageSize;
    private final @Nullable TlsFactory tls;
    private final List<ServerSocketChannel> channels = new ArrayList<>();
    private final Set<DoorEndPoint> visits = ConcurrentHashMap.newKeySet();
    private final List<SocketChannel> keepers = new ArrayList<>(); // guarded by this
    private volatile boolean isShut;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int maxVisits = Integer.MAX_VALUE;
    private Duration patience = Duration.ZERO;
    private int port;

    private Door(Engine engine, @Nullable TlsFactory tls, long maxMessageSize) {
        this.engine = engine;
        this.tls = tls;
        this.maxMessageSize = maxMessageSize;
    }

    /**
     * Opens a door: from now on the port is taken and connects wait; see {@link #admit}.
     *
     * @param hosts the addresses to listen on, all with one port; an IPv6 address that this machine lacks is left out if
     *     another is there
     * @param port the port, 0 for a free one
     * @param tls what to speak TLS with, null for plain connections
     * @param maxMessageSize the bytes of the longest message that is taken
     * @return the open door
     * @throws BindException if the port is in use
     * @throws IOException if it cannot listen for another reason
     */
    public static Door open(List<InetAddress> hosts, int port, @Nullable SSLContext tls, long maxMessageSize)
            throws IOException {
        Engine engine = Engine.lease();
        try {
            Door door = new Door(engine, tls == null ? null : engine.tls(tls), maxMessageSize);
            door.listen(hosts, port);
            return door;
        } catch (IOException | RuntimeException | Error e) {
            engine.release();
            throw e;
        }
    }

    /**
     * Sets limits, before anybody is let in.
     *
     * @param connections how many may be open; one more is closed at once
     * @param handshake how long a client may take to send its request, zero for ever; also slow bytes do not prolong it
     */
    public void limit(int connections, Duration handshake) {
        this.maxVisits = connections;
        this.patience = handshake;
    }

    /**
     * Counts the connections that are open now, whatever has become of them.
     *
     * @param remote which clients to count
     * @return their number
     */
    public int connections(Predicate<InetSocketAddress> remote) {
        return (int) visits.stream()
                .map(DoorEndPoint::getRemoteSocketAddress)
                .filter(address -> address instanceof InetSocketAddress client && remote.test(client))
                .count();
    }

    /**
     * Lets in who comes and who waits already. Called once.
     *
     * @param visitor is told who comes
     */
    public void admit(Visitor visitor) {
        this.visitor = visitor;
        channels.forEach(channel -> engine.listen(this, channel));
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
     * Describes the connections that are open now but have not sent a request yet.
     *
     * @return one description for each
     */
    public List<String> waiting() {
        return visits.stream()
                .filter(DoorEndPoint::isSilent)
                .map(DoorEndPoint::description)
                .toList();
    }

    /**
     * Runs a task later, on the engine's thread.
     *
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    public Runnable schedule(Duration delay, Runnable task) {
        return engine.schedule(delay, task);
    }

    /**
     * Runs a task that may block, on a thread of a small pool.
     *
     * @param task such as a callback of the user's
     */
    public void executeBlocking(Runnable task) {
        engine.workers().execute(task);
    }

    /**
     * Closes the door: from the return of this method on, connects are refused, and connections that have not been
     * accepted are closed. Accepted ones stay until their links end, or the engine. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            shutChannels();
            letGo();
            visits.stream().filter(visit -> !visit.isLinked()).forEach(DoorEndPoint::close);
            engine.release();
        }
    }

    /**
     * Refuses connects from the return of this method on, but keeps the port: nobody else can listen on it. Connections
     * that have not been accepted are closed. A second call does nothing.
     *
     */
    public synchronized void shut() {
        if (isShut || closed.get()) {
            return;
        }
        isShut = true;
        shutChannels();
        visits.stream().filter(visit -> !visit.isLinked()).forEach(DoorEndPoint::close);
    }

    /**
     * Listens again on the same port, after {@link #shut()}. A second call does nothing.
     *
     * @throws IOException if it cannot
     */
    public synchronized void reopen() throws IOException {
        if (!isShut || closed.get()) {
            return;
        }
        for (SocketChannel keeper : keepers) {
            listenBeside(keeper);
        }
        isShut = false;
        channels.forEach(channel -> engine.listen(this, channel));
    }

    private synchronized void shutChannels() {
        engine.shut(List.copyOf(channels));
        channels.clear();
    }

    private synchronized void letGo() {
        for (SocketChannel keeper : keepers) {
            try {
                keeper.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot let go of port " + port, e);
            }
        }
        keepers.clear();
    }

    Visitor visitor() {
        return Objects.requireNonNull(visitor, "nobody enters before admit");
    }

    long maxMessageSize() {
        return maxMessageSize;
    }

    @Nullable
    TlsFactory tls() {
        return tls;
    }

    void entered(DoorEndPoint visit) {
        if (visits.size() >= maxVisits) {
            visit.close();
            return;
        }
        visits.add(visit);
        if (isShut || closed.get()) {
            visit.close();
        } else if (!patience.isZero()) {
            Runnable stop = engine.schedule(patience, visit::closeIfSilent);
            visit.whenKnocked(stop);
        }
    }

    void left(DoorEndPoint visit) {
        visits.remove(visit);
    }

    /** A free port of the first address may be taken at the second: then another one is tried. */
    private void listen(List<InetAddress> hosts, int wanted) throws IOException {
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
            if (channels.isEmpty() || !(host instanceof Inet6Address) || isPresent(host)) {
                listen(new InetSocketAddress(host, port));
            }
        }
    }

    /**
     * Binds an address twice: a socket that does not listen keeps the port, so that nobody can take it while the one that
     * listens is closed. It has to come first, since a port on which somebody listens cannot be bound.
     */
    private void listen(InetSocketAddress address) throws IOException {
        SocketChannel keeper = SocketChannel.open(family(address.getAddress()));
        keepers.add(keeper);
        keeper.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        keeper.bind(address);
        listenBeside(keeper);
    }

    private void listenBeside(SocketChannel keeper) throws IOException {
        InetSocketAddress address = (InetSocketAddress) keeper.getLocalAddress();
        ServerSocketChannel channel = ServerSocketChannel.open(family(address.getAddress()));
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.configureBlocking(false);
        channel.bind(address, BACKLOG);
        port = channel.socket().getLocalPort();
    }

    private static StandardProtocolFamily family(InetAddress host) {
        return host instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
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
        for (ServerSocketChannel channel : channels) {
            channel.close();
        }
        channels.clear();
        letGo();
    }
}
