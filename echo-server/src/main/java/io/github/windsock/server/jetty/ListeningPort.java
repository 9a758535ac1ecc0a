package io.github.windsock.server.jetty;

import io.github.windsock.internal.transport.BoundPort;
import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.journal.LoopThread;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server's listening port: who comes, how many may, and how long they may take to say what they want. */
public final class ListeningPort implements AutoCloseable {
    private final BoundPort port;
    private final long maxMessageSize;
    private final Set<HttpConnection> visits = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ConnectionHandler visitor;
    private volatile boolean isShut;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int maxVisits = Integer.MAX_VALUE;
    private Duration patience = Duration.ZERO;

    private ListeningPort(BoundPort port, long maxMessageSize) {
        this.port = port;
        this.maxMessageSize = maxMessageSize;
    }

    /**
     * Opens a port: from now on it is taken and connects wait; see {@link #admit}.
     *
     * @param hosts the addresses to listen on, all with one port; an IPv6 address that this machine lacks is left out if
     *     another is there
     * @param port the port, 0 for a free one
     * @param tls what to speak TLS with, null for plain connections
     * @param maxMessageSize the bytes of the longest message that is taken
     * @return the open port
     * @throws BindException if the port is in use
     * @throws IOException if it cannot listen for another reason
     */
    public static ListeningPort open(List<InetAddress> hosts, int port, @Nullable SSLContext tls, long maxMessageSize)
            throws IOException {
        return new ListeningPort(BoundPort.open(hosts, port, tls, ListeningPort::mark), maxMessageSize);
    }

    private static void mark(Runnable life) {
        LoopThread.run("a thread of the server's engine", life);
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
                .filter(visit -> remote.test(visit.remote()))
                .count();
    }

    /**
     * Lets in who comes and who waits already. Called once.
     *
     * @param visitor is told who comes
     */
    public void admit(ConnectionHandler visitor) {
        this.visitor = visitor;
        port.listen(new BoundPort.Acceptor() {
            @Override
            public ByteConnection.Handler accepted(ByteConnection connection) {
                return enter(connection);
            }

            @Override
            public void failed(Throwable cause) {
                visitor.strayed("a connection that could not be accepted: " + cause);
            }
        });
    }

    /**
     * Returns the port.
     *
     * @return the port, the same for all addresses
     */
    public int port() {
        return port.port();
    }

    /**
     * Describes the connections that are open now but have not sent a request yet.
     *
     * @return one description for each
     */
    public List<String> waiting() {
        return visits.stream()
                .filter(HttpConnection::isSilent)
                .map(HttpConnection::description)
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
        return port.schedule(delay, task);
    }

    /**
     * Runs a task that may block, on a thread of a pool; see {@link BoundPort#executeBlocking}.
     *
     * @param task such as a callback of the user's
     */
    public void executeBlocking(Runnable task) {
        port.executeBlocking(task);
    }

    /**
     * Closes the port: from the return of this method on, connects are refused, and connections that have not been
     * accepted are closed. Accepted ones stay until their links end, or the engine. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            port.close();
            closeUnlinked();
        }
    }

    /**
     * Refuses connects from the return of this method on, but keeps the port: nobody else can listen on it. Connections
     * that have not been accepted are closed. A second call does nothing.
     *
     * @throws IOException if it cannot keep the port; then it still listens
     */
    public void shut() throws IOException {
        port.shut();
        isShut = true;
        closeUnlinked();
    }

    /**
     * Listens again on the same port, after {@link #shut()}. A second call does nothing.
     *
     * @throws IOException if it cannot
     */
    public void reopen() throws IOException {
        isShut = false;
        port.reopen();
    }

    private void closeUnlinked() {
        for (HttpConnection visit : visits) {
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

    boolean isSecure() {
        return port.isSecure();
    }

    private HttpConnection enter(ByteConnection connection) {
        HttpConnection visit = new HttpConnection(connection, this);
        if (isShut || closed.get() || visits.size() >= maxVisits) {
            connection.close();
        } else {
            visits.add(visit);
            visit.limit(patience);
        }
        return visit;
    }

    void left(HttpConnection visit) {
        visits.remove(visit);
    }
}
