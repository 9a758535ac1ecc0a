package io.github.windsock.jetty.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.engine.ConnectionHandler;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.engine.PortSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** A server's port on the one Jetty of the JVM. */
final class JettyPort implements ListeningPort, PortOwner {
    private static final int BACKLOG = 128;
    private static final int ATTEMPTS = 16;
    private static final long PATIENCE_SECONDS = 5;

    private final JettyHost host;
    private final PortSettings settings;
    private final @Nullable SslConnectionFactory tls;
    private final List<ServerSocketChannel> channels = new ArrayList<>();
    private final Set<PortEndPoint> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable ConnectionHandler handler;
    private @Nullable EndpointRoutes endpoints; // guarded by this
    private int port;

    private JettyPort(JettyHost host, PortSettings settings) {
        this.host = host;
        this.settings = settings;
        this.tls = settings.tls() == null ? null : tls(settings.tls());
    }

    private static SslConnectionFactory tls(SSLContext context) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        factory.setSniRequired(false);
        SslConnectionFactory tls = new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString());
        try {
            tls.start();
            return tls;
        } catch (Exception e) {
            throw new IllegalStateException("Jetty cannot speak TLS with this context: " + e.getMessage(), e);
        }
    }

    static JettyPort open(JettyHost host, PortSettings settings) throws IOException {
        JettyPort opened = new JettyPort(host, settings);
        opened.bindAny();
        return opened;
    }

    /**
     * Binds all addresses. A free port of the first address may be in use on the second; then this tries another port.
     */
    private void bindAny() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                bind();
                return;
            } catch (IOException e) {
                for (ServerSocketChannel channel : channels) {
                    channel.close();
                }
                channels.clear();
                if (settings.port() != 0 || attempt == ATTEMPTS || !(e instanceof BindException)) {
                    throw e;
                }
            }
        }
    }

    private void bind() throws IOException {
        port = settings.port();
        for (InetAddress address : settings.hosts()) {
            try {
                bind(address);
            } catch (IOException | UnsupportedOperationException e) {
                boolean isMissing = address instanceof Inet6Address && !channels.isEmpty() && !isTaken(e);
                if (!isMissing) {
                    throw e;
                }
            }
        }
    }

    private static boolean isTaken(Exception e) {
        return String.valueOf(e.getMessage()).contains("in use");
    }

    private void bind(InetAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(address, port), BACKLOG);
            channel.configureBlocking(false);
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            channels.add(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    // Requests of the server.

    @Override
    public void admit(ConnectionHandler handler) {
        this.handler = handler;
        channels.forEach(channel -> host.connector().listen(channel, this));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int connections(Predicate<InetSocketAddress> remote) {
        return (int) connections.stream()
                .filter(connection -> remote.test(connection.remote()))
                .count();
    }

    @Override
    public List<String> waiting() {
        return connections.stream()
                .filter(PortEndPoint::isSilent)
                .map(PortEndPoint::description)
                .toList();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return host.schedule(delay, task);
    }

    @Override
    public void executeBlocking(Runnable task) {
        host.executeBlocking(task);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closeChannels();
            connections.stream().filter(connection -> !connection.isLinked()).forEach(PortEndPoint::closeHere);
            stopTls();
            stopEndpoints();
            host.release();
        }
    }

    /** Waits, because connects are refused only when the selector has released the channels. */
    private void closeChannels() {
        CountDownLatch done = new CountDownLatch(1);
        host.connector().run(() -> {
            try {
                channels.forEach(host.connector()::close);
            } finally {
                done.countDown();
            }
        });
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // goes on closing
        }
    }

    private void stopEndpoints() {
        EndpointRoutes known = endpoints();
        if (known != null) {
            known.stop();
        }
    }

    private void stopTls() {
        if (tls != null) {
            try {
                tls.stop();
            } catch (Exception e) {
                throw new IllegalStateException("Jetty's TLS did not stop: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void shut(Runnable reserved) {
        throw new UnsupportedOperationException("JettyEngine cannot keep a port on which nobody listens");
    }

    @Override
    public void reopen(Runnable bound) {
        throw new UnsupportedOperationException("JettyEngine cannot keep a port on which nobody listens");
    }

    // Callbacks of Jetty.

    /** Returns whether requests may block, because they go to endpoints of users. */
    boolean mayBlock() {
        EndpointRoutes known = endpoints();
        return known != null && !known.isEmpty();
    }

    boolean admits() {
        boolean isFull = connections.size() >= settings.maxConnections();
        if (isFull && !closed.get()) {
            String what = "a connection beyond the limit of " + settings.maxConnections() + ", closed at once";
            host.connector().run(() -> handler().neverRequested(what));
        }
        return !isFull && !closed.get();
    }

    @Override
    public ConnectionFactory connectionFactory(ConnectionFactory http) {
        return tls == null ? http : tls;
    }

    @Override
    public boolean isSecure() {
        return tls != null;
    }

    /** Reports a client of the other protocol at once, so that it is recorded before the client sees an answer. */
    @Override
    public void begun(PortEndPoint connection) {
        if (connection.isOtherProtocol()) {
            report(connection);
        }
    }

    @Override
    public void entered(PortEndPoint connection) {
        connections.add(connection);
        if (!settings.handshakeTimeout().isZero()) {
            host.schedule(settings.handshakeTimeout(), () -> {
                if (connection.isSilent()) {
                    connection.closeHere();
                }
            });
        }
    }

    @Override
    public void left(PortEndPoint connection) {
        connections.remove(connection);
        if (connection.isSilent()) {
            report(connection);
        }
    }

    private void report(PortEndPoint connection) {
        if (connection.isFirstReport()) {
            String what = connection.description();
            host.connector().run(() -> handler().neverRequested(what));
        }
    }

    @Override
    public void handle(Request request, Response response, Callback callback) {
        PortEndPoint.of(request).asks();
        EndpointRoutes known = endpoints();
        if (known != null && known.handle(request, response, callback)) {
            return;
        }
        JettyExchange exchange = new JettyExchange(request, response, callback, this);
        host.connector().run(() -> handler().requested(exchange));
    }

    private ConnectionHandler handler() {
        return requireNonNull(handler, "call admit(..) first");
    }

    JettyHost host() {
        return host;
    }

    private synchronized @Nullable EndpointRoutes endpoints() {
        return endpoints;
    }

    /** Returns the endpoints of users; creates them on the first call. */
    synchronized EndpointRoutes endpoints(Recorder journal) {
        EndpointRoutes known = endpoints;
        if (known == null) {
            known = new EndpointRoutes(host, journal);
            endpoints = known;
            if (closed.get()) {
                known.stop();
            }
        }
        return known;
    }

    PortSettings settings() {
        return settings;
    }
}
