package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.RequestMatcher;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.PathSegments;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.WaitLimit;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.handshake.AttemptState;
import io.github.windsock.server.internal.handshake.PathTemplate;
import io.github.windsock.server.internal.handshake.RequestFilter;
import io.github.windsock.server.internal.session.ServerSession;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server on a free port of the loopback interface. It echoes messages unless it gets another behavior.
 *
 * <pre>{@code
 * try (EchoServer server = EchoServer.start()) {
 *     server.behave(silent());
 *     connectYourClientTo(server.uri("/chat"));
 *     ServerConnection connection = server.awaitConnection();
 *     connection.send("welcome");
 * }
 * }</pre>
 *
 * <p>All servers of a JVM share a few daemon threads, so a server needs only a listening socket. Its {@linkplain
 * #journal() journal} records everything that happens.
 *
 * <p>All methods may be called from any thread.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class EchoServer implements Recorded, AutoCloseable {
    static {
        ServerInternals.provide(new InternalAccess());
    }

    private final RunningServer running;
    private volatile @Nullable URI uri; // parsed on first use

    private EchoServer(RunningServer running) {
        this.running = running;
    }

    /**
     * Starts a server with the defaults: a free port of the loopback addresses, its own journal, and echo.
     *
     * @return the running server; the caller must close it
     */
    public static EchoServer start() {
        return builder().start();
    }

    /**
     * Returns a builder for a server with other settings.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the shared server of this JVM with a name, for contexts that are cached across test classes. The first
     * call starts it with the defaults. It runs until it is closed or the JVM ends; after a close, the next call starts
     * a new one.
     *
     * @param name any name that is not blank
     * @return the running server, the same one for all callers
     * @throws IllegalArgumentException if the name is blank
     * @see Builder#shared(String)
     */
    public static EchoServer shared(String name) {
        return builder().shared(name);
    }

    @Override
    public Journal journal() {
        return running.settings().journal();
    }

    /**
     * Returns the port that the server listens on.
     *
     * @return the port, the same on all addresses
     */
    public int port() {
        return running.port().port();
    }

    /**
     * Returns the URI for a WebSocket client.
     *
     * @return the URI, such as {@code ws://127.0.0.1:41233}, or {@code wss://localhost:41233} over TLS
     */
    public URI uri() {
        URI known = uri;
        if (known == null) {
            known = URI.create(running.address());
            uri = known;
        }
        return known;
    }

    /**
     * Returns the URI for a WebSocket client, with a path.
     *
     * @param path the path, which begins with a slash and may have a query
     * @return the URI, such as {@code ws://127.0.0.1:41233/chat}
     * @throws IllegalArgumentException if the path does not begin with a slash, has a fragment or is not valid in a URI
     */
    public URI uri(String path) {
        requireNonNull(path, "path must not be null");
        PathSegments.requireSlash(path, "path");
        if (path.indexOf('#') >= 0) {
            throw new IllegalArgumentException("path " + Text.preview(path)
                    + " has a fragment, which a WebSocket's URI cannot have (RFC 6455, section 3); write %23 for #");
        }
        String address = running.address();
        try {
            return new URI(address + path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "path " + Text.preview(path) + " is not valid in a URI from its character "
                            + (e.getIndex() - address.length() + 1)
                            + " on; percent-encode what a URI cannot have, such as %20 for a blank",
                    e);
        }
    }

    /**
     * Returns the URI of the same port for an HTTP client. It is also the origin of a page from this server.
     *
     * @return the URI, such as {@code http://127.0.0.1:41233}
     */
    public URI httpUri() {
        return URI.create(running.settings().url("http", running.port()));
    }

    /**
     * Returns a TLS context that trusts this server. Injected sockets and pages use it already.
     *
     * <pre>{@code HttpClient.newBuilder().sslContext(server.sslContext())}</pre>
     *
     * @return a context that trusts only the authority of Windsock's certificates; if the server was given an
     *     SSLContext, that one
     * @throws IllegalStateException if the server does not use TLS
     */
    public SSLContext sslContext() {
        return requireIdentity().trust();
    }

    /**
     * Returns the certificate of the authority that issued the server's certificate, for the trust store of a client
     * that does not accept an {@link SSLContext}.
     *
     * @return the authority's certificate, which is different in each JVM
     * @throws IllegalStateException if the server does not use TLS, or was given an SSLContext
     */
    public X509Certificate certificate() {
        return requireIdentity().certificate(uri());
    }

    private Identity requireIdentity() {
        Identity identity = running.settings().identity();
        if (identity == null) {
            throw new IllegalStateException("the server at " + uri()
                    + " does not use TLS; start it with EchoServer.builder().tls(), or @WithEchoServer(tls = true)");
        }
        return identity;
    }

    RunningServer running() {
        return running;
    }

    /**
     * Sets the behavior for future attempts. Open connections keep their behavior.
     *
     * @param behavior the new behavior
     * @throws IllegalStateException if the server is closed
     */
    public void behave(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        running.behave(behavior.plan());
    }

    /**
     * Returns a path of this server, to set its own behavior. If several templates match a path, the one with more
     * literal segments is used.
     *
     * @param pathTemplate the path, such as {@code /feed/{id}}, in which <code>{id}</code> matches any segment
     * @return the path
     * @throws IllegalArgumentException if it is not a path
     */
    public PathBehavior at(String pathTemplate) {
        requireNonNull(pathTemplate, "pathTemplate must not be null");
        PathTemplate path = PathTemplate.of(pathTemplate);
        return new PathBehavior(pathTemplate, behavior -> running.behave(path, behavior.plan()));
    }

    private static List<Attempt> views(List<AttemptState> attempts) {
        return attempts.stream().map(Attempt::of).toList();
    }

    /**
     * Returns the attempts that the server has received, answered or not.
     *
     * @return a snapshot in order; at most the latest 10,000, see {@link Builder#maxRemembered}
     */
    public List<Attempt> attempts() {
        return views(running.log().attempts());
    }

    /**
     * Returns the attempts that the test has not seen: those after the last one that an assertion counted or that
     * {@link #awaitAttempts}, {@link #awaitAttempt()} or {@link #awaitConnection()} returned.
     *
     * @return a snapshot in order
     */
    public List<Attempt> unclaimedAttempts() {
        return views(running.log().unclaimedAttempts());
    }

    /**
     * Returns the connections that the server has accepted, open or closed.
     *
     * @return a snapshot in order; at most the latest 10,000, see {@link Builder#maxRemembered}
     */
    public List<ServerConnection> connections() {
        List<ServerConnection> connections = new ArrayList<>();
        for (ServerSession session : running.log().connections()) {
            connections.add(ServerConnection.of(session));
        }
        return List.copyOf(connections);
    }

    /**
     * Returns a connection by its position in the order of acceptance. Does not wait.
     *
     * @param n the position, from 1
     * @return the connection
     * @throws IllegalArgumentException if there is none; {@link #awaitConnection()} waits for one
     */
    public ServerConnection connection(int n) {
        return running.log()
                .connection(n)
                .map(ServerConnection::of)
                .orElseThrow(() -> new IllegalArgumentException("there is no connection " + n + ", but "
                        + running.log().connections().size() + "; to wait for the next one, use awaitConnection()"));
    }

    /**
     * Takes the server down, like a machine that is switched off: once this method has returned, connects are refused
     * and all open connections have been reset. The port stays reserved; no other process can take it. A second call
     * does nothing.
     *
     * @throws IllegalStateException if the server is closed, or the port cannot be reserved; then nothing has changed
     */
    public void goDown() {
        running.goDown();
    }

    /**
     * Brings the server up again on the same port with the same behaviors. Does nothing if it is not down.
     *
     * @throws IllegalStateException if the server is closed, or cannot listen again; then it is still down
     */
    public void comeBack() {
        running.comeBack();
    }

    /**
     * Runs a task while the server is down: {@link #goDown()}, the task, {@link #comeBack()}.
     *
     * @param task the task; it runs on the calling thread. This method throws what the task throws, checked exceptions
     *     too, and brings the server up again first
     * @throws IllegalStateException as for {@link #goDown()} and {@link #comeBack()}; if the task throws too, then what
     *     it throws has this one as a suppressed exception
     */
    public void whileDown(Task task) {
        requireNonNull(task, "task must not be null");
        goDown();
        try {
            task.run();
        } catch (Throwable e) {
            try {
                comeBackUnlessClosed();
            } catch (IllegalStateException down) {
                e.addSuppressed(down);
            }
            throw EchoServer.<RuntimeException>unchanged(e);
        }
        comeBackUnlessClosed();
    }

    private void comeBackUnlessClosed() {
        if (!isClosed()) {
            comeBack();
        }
    }

    /**
     * Throws any exception without a throws clause: the compiler takes the type variable for an unchecked exception.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchanged(Throwable e) throws E {
        throw (E) e;
    }

    /** A task that can throw any exception. */
    @FunctionalInterface
    public interface Task {

        /**
         * Runs the task.
         *
         * @throws Exception if the task fails
         */
        void run() throws Exception;
    }

    /**
     * Waits for the next connection. Each call returns the next one in the order of acceptance, also one that was
     * accepted before the call. The client may not have read the answer to its handshake yet.
     *
     * @return an accepted connection
     * @throws AssertionError if there is none within the timeout; the message has the attempts instead, and the
     *     timeline
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     */
    public ServerConnection awaitConnection() {
        return awaitConnection(WaitLimit.or(running.settings().timeout()));
    }

    /**
     * Waits for the next connection with a given timeout.
     *
     * @param timeout the timeout; with zero it does not wait
     * @return an accepted connection
     * @throws AssertionError if there is none within the timeout
     * @throws IllegalArgumentException if the timeout is negative
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     * @see #awaitConnection()
     */
    public ServerConnection awaitConnection(Duration timeout) {
        requireNonNull(timeout, "timeout must not be null");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout " + Durations.format(timeout) + " is negative; use zero to not wait");
        }
        return ServerConnection.of(running.waits().awaitConnection(timeout));
    }

    /**
     * Waits for the next connection whose handshake matches, such as that of one of several clients:
     *
     * <pre>{@code ServerConnection prices = server.awaitConnection(path("/prices"));}</pre>
     *
     * <p>Other connections can still be awaited. Uses the server's timeout.
     *
     * @param expected matches the client's request
     * @return an accepted connection
     * @throws AssertionError if there is none within the timeout; the message has the attempts instead, and the
     *     timeline
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     * @see #awaitConnection()
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public ServerConnection awaitConnection(RequestMatcher expected) {
        requireNonNull(expected, "expected must not be null");
        return ServerConnection.of(running.waits()
                .awaitConnection(expected, WaitLimit.or(running.settings().timeout())));
    }

    /**
     * Waits for the next attempt. Each call returns the next one in order, whether it is answered or left to the test
     * by {@link Behaviors#ask()}.
     *
     * @return an attempt
     * @throws AssertionError if there is none within the timeout; the message has the timeline
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     */
    public Attempt awaitAttempt() {
        return Attempt.of(
                running.waits().awaitAttempt(WaitLimit.or(running.settings().timeout())));
    }

    /**
     * Waits until the server has received a number of attempts, including refused ones.
     *
     * @param n the minimum number, at least 1
     * @return all attempts so far
     * @throws IllegalArgumentException if the number is less than 1
     * @throws AssertionError if there are fewer within the timeout
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     */
    public List<Attempt> awaitAttempts(int n) {
        if (n < 1) {
            throw new IllegalArgumentException(
                    "n is " + n + ", and there are always that many; ask for 1 or more, or look at attempts()");
        }
        return views(
                running.waits().awaitAttempts(n, WaitLimit.or(running.settings().timeout())));
    }

    /**
     * Fails if something happened that the behaviors do not handle: a message that no rule matched, a client that
     * departed from a script, an attempt after the last turn of {@link Turns#thenFail()}, or an attempt that was left
     * to the test and is not answered; with {@link Builder#reportUnusedRules()} also if a rule was never used. Each
     * problem is reported once. The extension calls this after each test method that has passed.
     *
     * <p>Waits until the server has handled everything recorded so far, including the user's matchers and replies,
     * which must return within the timeout. Later events are recorded but not checked.
     *
     * @throws AssertionError if there is a problem
     */
    public void verify() {
        running.verify();
    }

    boolean isClosed() {
        return running.isClosed();
    }

    boolean isSecure() {
        return running.settings().isSecure();
    }

    /**
     * Closes the server. Once this method has returned, connects are refused and all connections have ended: open ones
     * were sent Close 1001 "server stopping" and had a moment to answer. A second call does nothing.
     */
    @Override
    public void close() {
        running.close();
    }

    /**
     * Opens a window for one test, if several tests share the server. {@link #attempts()}, {@link #connections()} and
     * the waits no longer see earlier attempts and ended connections. They still see connections that are open, and
     * {@link #awaitConnection()} returns them again.
     *
     * <p>A window may be opened within another. Closing the outer one also ends the inner one.
     *
     * @return the window; closing it restores the state of the server
     * @throws IllegalStateException if the server is closed
     */
    public ServerWindow openWindow() {
        return running.openWindow();
    }

    /** Returns the address and the behavior, such as {@code EchoServer ws://127.0.0.1:41233 echo()}. */
    @Override
    public String toString() {
        return "EchoServer " + running;
    }

    /**
     * Collects the settings of a server. Not thread-safe.
     *
     * @since 1.0
     */
    public static final class Builder {
        private final SettingsDraft draft = new SettingsDraft();
        private Behavior behavior = EndlessBehavior.ECHO;

        private Builder() {}

        /**
         * Sets the engine, which implements HTTP and RFC 6455. The default is the one that the system property {@code
         * windsock.engine} names, or else Windsock's own.
         *
         * @param engine the class of the engine, such as {@code JettyEngine.class} of the module {@code windsock-jetty}
         * @return this builder
         */
        public Builder engine(Class<? extends WebSocketEngine> engine) {
            draft.engine(engine);
            return this;
        }

        /**
         * Sets the port.
         *
         * @param port the port, 1 to 65535; 0, the default, for a free one
         * @return this builder
         * @throws IllegalArgumentException if it is not a port
         */
        public Builder port(int port) {
            draft.port(port);
            return this;
        }

        /**
         * Sets the addresses to listen on, all with the same port; by default the loopback addresses 127.0.0.1 and ::1.
         *
         * @param hosts names or addresses; with others than loopback, everybody on the network can connect. One that
         *     another includes is bound once
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder hosts(String... hosts) {
            draft.hosts(hosts);
            return this;
        }

        /**
         * Sets the journal. By default the server creates its own.
         *
         * @param journal the journal, such as that of the clients under test, so that one timeline has both ends
         * @return this builder
         */
        public Builder journal(Journal journal) {
            draft.journal(journal);
            return this;
        }

        /**
         * Sets the timeout of waits on this server. The default is the timeout of the journal.
         *
         * @param timeout the timeout, longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder timeout(Duration timeout) {
            draft.timeout(timeout);
            return this;
        }

        /**
         * Sets how long the server waits for a client's answer to a Close frame before it ends the connection. The
         * default is the {@linkplain #timeout timeout}.
         *
         * @param timeout the timeout, longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder closeTimeout(Duration timeout) {
            draft.closeTimeout(timeout);
            return this;
        }

        /**
         * Sets how long the server waits for a client's whole request before it answers with 408 or closes the
         * connection. By default there is no limit.
         *
         * @param timeout the timeout, longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder handshakeTimeout(Duration timeout) {
            draft.handshakeTimeout(timeout);
            return this;
        }

        /**
         * Sets the maximum size of a message. The server answers a larger one with Close 1009.
         *
         * @param bytes the maximum size of the uncompressed payload, at least 1; the default is 64 MiB, as for a page
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxMessageBytes(int bytes) {
            draft.maxMessageBytes(bytes);
            return this;
        }

        /**
         * Sets how many bytes can be queued for a client that does not read. Beyond that, sending throws an exception.
         *
         * @param bytes the maximum number of bytes for each connection, at least 1; the default is 256 MiB
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxQueuedBytes(long bytes) {
            draft.maxQueuedBytes(bytes);
            return this;
        }

        /**
         * Sets the maximum memory for the messages of all connections: incomplete ones, those not handled yet, and
         * those that wait to be sent. When it is used up, the server closes the connection that holds the most with
         * 1013 (try again later); it never closes one that holds at most 16 KiB. A connection that does not close is
         * ended after the {@linkplain #timeout timeout}, or when such connections hold the same amount again.
         *
         * @param bytes the maximum number of bytes, at least 1; by default there is no limit
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxBufferedBytes(long bytes) {
            draft.maxBufferedBytes(bytes);
            return this;
        }

        /**
         * Sets the maximum number of open TCP connections. Further ones are closed at once, and noted in the journal.
         *
         * @param connections the maximum number, at least 1; by default there is no limit
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConnections(int connections) {
            draft.maxConnections(connections);
            return this;
        }

        /**
         * Sets how many of the latest attempts and connections {@link EchoServer#attempts} and {@link
         * EchoServer#connections} return.
         *
         * @param attempts the maximum number, at least 1; the default is 10,000
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxRemembered(int attempts) {
            draft.maxRemembered(attempts);
            return this;
        }

        /**
         * Sets a clock that the test advances, which drives the timers of the server's behaviors.
         *
         * @param clock the clock, see {@link TestClock}; several servers can share one
         * @return this builder
         */
        @API(status = EXPERIMENTAL, since = "1.0")
        public Builder clock(TestClock clock) {
            draft.clock(clock);
            return this;
        }

        @Nullable
        TestClock clock() {
            return draft.clock();
        }

        /**
         * Makes {@link EchoServer#verify()} fail also if a rule has matched no message or attempt in the current
         * window. It checks and lists all rules that were set, on any path or connection, including nested ones. By
         * default unused rules are allowed.
         *
         * @return this builder
         */
        @API(status = EXPERIMENTAL, since = "1.0")
        public Builder reportUnusedRules() {
            draft.reportUnusedRules();
            return this;
        }

        /**
         * Sets the request headers whose values are hidden in the journal, in handshakes and from behaviors. Only the
         * matchers of {@link Behaviors#onAttempt} see them.
         *
         * @param names the names of headers, such as {@code Cookie}, in any case; none by default
         * @return this builder
         */
        public Builder secretHeaders(String... names) {
            draft.secretHeaders(names);
            return this;
        }

        /**
         * Turns TLS on, with a certificate that {@link EchoServer#sslContext()} trusts. The server's URIs then begin
         * with {@code wss} and {@code https}.
         *
         * @return this builder
         */
        public Builder tls() {
            return tls(ServerCertificate.TRUSTED);
        }

        /**
         * Turns TLS on, with a valid or an invalid certificate. The valid one is for {@code localhost}, the loopback
         * addresses, and further names.
         *
         * @param certificate the kind of certificate
         * @param names further host names or addresses of the server
         * @return this builder
         */
        public Builder tls(ServerCertificate certificate, String... names) {
            draft.tls(certificate, names);
            return this;
        }

        /**
         * Turns TLS on, with your own certificate. The server's URIs then begin with {@code wss} and {@code https}.
         *
         * @param context a context with the server's certificate and key
         * @return this builder
         */
        public Builder tls(SSLContext context) {
            draft.tls(context);
            return this;
        }

        /** Sets a filter that sees each request before the server does. */
        Builder filter(RequestFilter filter) {
            draft.filter(filter);
            return this;
        }

        /** Sets the engine by its name, for a test that did not choose one. */
        void engine(String name) {
            draft.engine(name);
        }

        /** Sets the names of limits in messages, for a server that is not created by a test. */
        void limitNames(LimitNames names) {
            draft.limitNames(names);
        }

        /**
         * Sets the behavior of the server. The default is {@link Behaviors#echo()}.
         *
         * @param behavior the behavior from the first attempt on
         * @return this builder
         */
        public Builder behavior(Behavior behavior) {
            this.behavior = requireNonNull(behavior, "behavior must not be null");
            return this;
        }

        /**
         * Returns the shared server of this JVM with a name. Starts it with these settings if it does not run yet.
         *
         * @param name any name that is not blank
         * @return the running server, the same one for all callers
         * @throws IllegalArgumentException if the name is blank
         * @throws IllegalStateException if it runs already on another port or without TLS
         * @see EchoServer#shared(String)
         */
        public EchoServer shared(String name) {
            SharedServers.requireName(requireNonNull(name, "name must not be null"));
            EchoServer server = SharedServers.get(name, this);
            SharedServers.requireSame(name, server, draft.port(), draft.isSecure());
            return server;
        }

        /**
         * Starts the server.
         *
         * @return the running server; the caller must close it
         * @throws IllegalStateException if the port is in use
         * @throws IllegalArgumentException if a host is unknown
         */
        public EchoServer start() {
            return new EchoServer(RunningServer.start(draft.toSettings(), behavior.plan()));
        }
    }
}
