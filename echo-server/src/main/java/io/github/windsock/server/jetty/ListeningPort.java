package io.github.windsock.server.jetty;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A listening port of the JVM's one engine. It costs some microseconds and no thread; the engine starts with the first
 * door and ends two seconds after the last.
 */
public final class ListeningPort implements AutoCloseable {
    private static final int ATTEMPTS = 16;

    /** IPv6 addresses that were found here: a probe costs as much as a door. */
    private static final Set<InetAddress> PRESENT = ConcurrentHashMap.newKeySet();

    private final Engine engine;
    private volatile @Nullable ConnectionHandler visitor;
    private final long maxMessageSize;
    private final @Nullable TlsFactory tls;
    private final List<ListenSocket> entrances = new ArrayList<>(); // guarded by this, but for how many there are
    private final Set<SocketEndPoint> visits = ConcurrentHashMap.newKeySet();
    private volatile boolean isShut;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int maxVisits = Integer.MAX_VALUE;
    private Duration patience = Duration.ZERO;
    private int port;

    private ListeningPort(Engine engine, @Nullable TlsFactory tls, long maxMessageSize) {
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
    public static ListeningPort open(List<InetAddress> hosts, int port, @Nullable SSLContext tls, long maxMessageSize)
            throws IOException {
        Engine engine = Engine.lease();
        try {
            ListeningPort door = new ListeningPort(engine, tls == null ? null : engine.tls(tls), maxMessageSize);
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
                .map(SocketEndPoint::getRemoteSocketAddress)
                .filter(address -> address instanceof InetSocketAddress client && remote.test(client))
                .count();
    }

    /**
     * Lets in who comes and who waits already. Called once.
     *
     * @param visitor is told who comes
     */
    public synchronized void admit(ConnectionHandler visitor) {
        this.visitor = visitor;
        engine.listen(this, channels());
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
                .filter(SocketEndPoint::isSilent)
                .map(SocketEndPoint::description)
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
            shutEntrances();
            closeUnlinked();
            engine.release();
        }
    }

    /**
     * Refuses connects from the return of this method on, but keeps the port: nobody else can listen on it. Connections
     * that have not been accepted are closed. A second call does nothing.
     *
     * @throws IOException if it cannot keep the port; then it still listens
     */
    public synchronized void shut() throws IOException {
        if (isShut || closed.get()) {
            return;
        }
        for (ListenSocket entrance : entrances) {
            entrance.keep();
        }
        isShut = true;
        engine.shut(channels());
        for (ListenSocket entrance : entrances) {
            entrance.bar();
        }
        closeUnlinked();
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
        for (ListenSocket entrance : entrances) {
            entrance.reopen();
        }
        isShut = false;
        engine.listen(this, channels());
    }

    private List<ServerSocketChannel> channels() {
        List<ServerSocketChannel> channels = new ArrayList<>(entrances.size());
        for (ListenSocket entrance : entrances) {
            channels.add(entrance.channel());
        }
        return channels;
    }

    private synchronized void shutEntrances() {
        engine.shut(channels());
        letGo();
    }

    private void letGo() {
        for (ListenSocket entrance : entrances) {
            try {
                entrance.letGo();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot let go of port " + port, e);
            }
        }
    }

    private void closeUnlinked() {
        for (SocketEndPoint visit : visits) {
            if (!visit.isLinked()) {
                visit.close();
            }
        }
    }

    ConnectionHandler visitor() {
        return Objects.requireNonNull(visitor, "nobody enters before admit");
    }

    long maxMessageSize() {
        return maxMessageSize;
    }

    @Nullable
    TlsFactory tls() {
        return tls;
    }

    void entered(SocketEndPoint visit) {
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

    void left(SocketEndPoint visit) {
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
            if (entrances.isEmpty() || !(host instanceof Inet6Address) || isPresent(host)) {
                ListenSocket entrance = ListenSocket.open(new InetSocketAddress(host, port));
                entrances.add(entrance);
                port = entrance.port();
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
        for (ListenSocket entrance : entrances) {
            entrance.channel().close();
        }
        letGo();
        entrances.clear();
    }
}
