package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.WaitLimit;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.handshake.AttemptState;
import io.github.windsock.server.internal.handshake.PathTemplate;
import io.github.windsock.server.internal.handshake.RequestFilter;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server on a private port of the loopback interface, which echoes unless told otherwise.
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
 * <p>All servers of a JVM share one engine of a few daemon threads, so a server costs a listening socket and no thread. What
 * happens is recorded in its {@linkplain #journal() journal}.
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
    private volatile @Nullable URI uri; // read from the address when it is asked for

    private EchoServer(RunningServer running) {
        this.running = running;
    }

    /**
     * Starts a server with the defaults: a free port of the loopback addresses, a journal of its own, echo.
     *
     * @return the running server, to be closed
     */
    public static EchoServer start() {
        return builder().start();
    }

    /**
     * Returns a builder for a server that differs from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the server of this JVM that bears a name, for contexts that are cached across test classes. The first
     * call starts it with the defaults; it runs until it is closed, after which the next call starts another one, or
     * until the JVM ends.
     *
     * @param name any name
     * @return the running server, the same one for all who ask
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
     * Returns the port on which the server listens.
     *
     * @return the port, the same on all addresses
     */
    public int port() {
        return running.port().port();
    }

    /**
     * Returns the URI for a WebSocket client.
     *
     * @return such as {@code ws://127.0.0.1:41233}, or {@code wss://localhost:41233} over TLS
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
     * @param path begins with a slash and may have a query
     * @return such as {@code ws://127.0.0.1:41233/chat}
     * @throws IllegalArgumentException if the path does not begin with a slash or is not part of a URI
     */
    public URI uri(String path) {
        requireNonNull(path, "path must not be null");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "path " + Text.preview(path) + " does not begin with a slash; use " + Text.preview("/" + path));
        }
        return URI.create(running.address() + path);
    }

    /**
     * Returns the URI for an HTTP client: of the same port, and the origin of a page that this server would have served.
     *
     * @return such as {@code http://127.0.0.1:41233}
     */
    public URI httpUri() {
        return URI.create(running.settings().url("http", running.port()));
    }

    /**
     * Returns a context for clients that are to trust this server. Injected sockets and pages have it already.
     *
     * <pre>{@code HttpClient.newBuilder().sslContext(server.sslContext())}</pre>
     *
     * @return trusts the authority of Windsock's certificates and nothing else; or the context that the server was given
     * @throws IllegalStateException if the server speaks no TLS
     */
    public SSLContext sslContext() {
        return requireIdentity().trust();
    }

    /**
     * Returns the certificate to put into the trust store of a client that takes no {@link SSLContext}: that of the
     * authority which issued the server's own.
     *
     * @return the authority's certificate, another one in each JVM
     * @throws IllegalStateException if the server speaks no TLS, or was given an SSLContext, whose certificates only its
     *     maker knows
     */
    public X509Certificate certificate() {
        return requireIdentity().certificate(uri());
    }

    private Identity requireIdentity() {
        Identity identity = running.settings().identity();
        if (identity == null) {
            throw new IllegalStateException("the server at " + uri()
                    + " speaks no TLS; start it with EchoServer.builder().tls(), or @WithEchoServer(tls = true)");
        }
        return identity;
    }

    RunningServer running() {
        return running;
    }

    /**
     * Sets what the server does with attempts from now on; open connections keep what they have.
     *
     * @param behavior replaces the one before
     * @throws IllegalStateException if the server is closed
     */
    public void behave(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        running.behave(behavior.plan());
    }

    /**
     * Returns a path of this server, to give it a behavior of its own. Where several templates fit, the more literal one
     * counts.
     *
     * @param pathTemplate such as {@code /feed/{id}}, where <code>{id}</code> stands for any one segment
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
     * Returns the attempts that the server has seen, answered or not.
     *
     * @return a snapshot in order, at most the latest 10,000
     */
    public List<Attempt> attempts() {
        return views(running.log().attempts());
    }

    /**
     * Returns the attempts that the test has not looked at: those after the last one that an assertion counted, or
     * that {@link #awaitAttempts}, {@link #awaitAttempt()} or {@link #awaitConnection()} returned.
     *
     * @return a snapshot in order
     */
    public List<Attempt> unclaimedAttempts() {
        return views(running.log().unclaimedAttempts());
    }

    /**
     * Returns the connections that the server has accepted, also those that are closed.
     *
     * @return a snapshot in order, at most the latest 10,000
     */
    public List<ServerConnection> connections() {
        return running.log().connections().stream().map(ServerConnection::of).toList();
    }

    /**
     * Returns a connection by its place in the order of acceptance; does not wait.
     *
     * @param n 1 for the first
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
     * Lets the server vanish: when this returns, connects are refused at once, and the connections that were open have
     * been reset, as by a machine that is switched off. The port stays this server's; no other process can take it. A
     * second call does nothing.
     *
     * @throws IllegalStateException if the server is closed, or cannot keep its port
     */
    public void goDown() {
        running.goDown();
    }

    /**
     * Lets the server listen again on its port, with the behaviors that it has. Does nothing if it is not down.
     *
     * @throws IllegalStateException if the server is closed, or cannot listen again
     */
    public void comeBack() {
        running.comeBack();
    }

    /**
     * Does something while the server is down: {@link #goDown()}, the task, {@link #comeBack()}.
     *
     * @param task runs in the calling thread; what it throws, checked or not, comes out of this method as it is, and the
     *     server is back then too
     * @throws IllegalStateException if the server is closed
     */
    public void whileDown(Task task) {
        requireNonNull(task, "task must not be null");
        goDown();
        try {
            task.run();
        } catch (Exception e) {
            throw EchoServer.<RuntimeException>asItIs(e);
        } finally {
            if (!isClosed()) {
                comeBack();
            }
        }
    }

    /** What a test does may throw anything; no caller has to say so, in Java or in Kotlin. */
    // A type variable is not looked at when it is thrown, and the caller says which unchecked one it stands for.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E asItIs(Exception e) throws E {
        throw (E) e;
    }

    /**
     * What a test does, which may throw.
     */
    @FunctionalInterface
    public interface Task {

        /**
         * Does it.
         *
         * @throws Exception if it fails
         */
        void run() throws Exception;
    }

    /**
     * Waits for the next connection: each call returns another one, in the order of acceptance, those before the call
     * included.
     *
     * @return an accepted connection
     * @throws AssertionError if none comes within the timeout; it tells what came instead, and the timeline
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     */
    public ServerConnection awaitConnection() {
        return awaitConnection(WaitLimit.or(running.settings().timeout()));
    }

    /**
     * Waits for the next connection for as long as is given.
     *
     * @param timeout the longest wait; zero only looks
     * @return an accepted connection
     * @throws AssertionError if none comes within the timeout
     * @throws IllegalArgumentException if the timeout is negative
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     * @see #awaitConnection()
     */
    public ServerConnection awaitConnection(Duration timeout) {
        requireNonNull(timeout, "timeout must not be null");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout " + Durations.format(timeout) + " is negative; zero only looks");
        }
        return ServerConnection.of(running.waits().awaitConnection(timeout));
    }

    /**
     * Waits for the next attempt: each call returns another one, in order, whether it is answered or left to the test by
     * {@link Behaviors#ask()}.
     *
     * @return an attempt
     * @throws AssertionError if none comes within the timeout; it tells what came instead, and the timeline
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     */
    public Attempt awaitAttempt() {
        return Attempt.of(
                running.waits().awaitAttempt(WaitLimit.or(running.settings().timeout())));
    }

    /**
     * Waits until the server has seen a number of attempts, refused ones included.
     *
     * @param n at least so many, 1 or more
     * @return all attempts so far
     * @throws IllegalArgumentException if the number is less than 1
     * @throws AssertionError if there are fewer when the timeout is over
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
     * Fails if something happened that the behaviors did not provide for: a message that no rule took, an attempt after the
     * last turn of {@link Turns#thenFail()}, or an attempt that was left to the test and is not answered; and, if
     * {@link Builder#reportUnusedRules()} says so, of rules that were never used. Each is told once. The extension calls this right after the test method, if that has not failed.
     *
     * <p>Waits until all that the journal tells by now has been decided about, also by matchers and replies that are code
     * of yours, which then have to answer within the timeout. What comes later is recorded, but not judged.
     *
     * @throws AssertionError if there is something
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
     * Stops the server. When this returns, connects are refused; connections that were open have been told 1001 "server
     * stopping" and had a moment to answer, and have ended. A second call does nothing.
     */
    @Override
    public void close() {
        running.close();
    }

    /**
     * Begins a part of the server's life that belongs to one test. Attempts, and connections that have ended, are no longer
     * seen by {@link #attempts()}, {@link #connections()} and the waits; connections that are still open are, and
     * {@link #awaitConnection()} returns them again.
     *
     * @return the window; closing it puts the server back
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
     * Collects what a server is to be like. Not for use by two threads at once.
     *
     * @since 1.0
     */
    public static final class Builder {
        private final SettingsDraft draft = new SettingsDraft();
        private Behavior behavior = Behaviors.echo();

        private Builder() {}

        /**
         * Sets what speaks HTTP and RFC 6455 for the server, instead of Windsock's own engine or the one that the system
         * property {@code windsock.engine} names.
         *
         * @param engine such as {@code JettyEngine.class} of the module {@code windsock-jetty}
         * @return this builder
         */
        public Builder engine(Class<? extends WebSocketEngine> engine) {
            draft.engine(engine);
            return this;
        }

        /**
         * Sets the port.
         *
         * @param port 1 to 65535, or 0, the default, for a free one
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
         * @param hosts names or addresses; beyond loopback, others on the network can connect
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder hosts(String... hosts) {
            draft.hosts(hosts);
            return this;
        }

        /**
         * Sets the journal to record in; by default the server makes its own.
         *
         * @param journal such as that of the clients under test, which then tell one story with the server
         * @return this builder
         */
        public Builder journal(Journal journal) {
            draft.journal(journal);
            return this;
        }

        /**
         * Sets how long waits on this server last; by default that of the journal.
         *
         * @param timeout longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder timeout(Duration timeout) {
            draft.timeout(timeout);
            return this;
        }

        /**
         * Sets how long a client may take to answer a Close frame, after which the connection is cut off; by default as long as
         * waits on this server last.
         *
         * @param timeout longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder closeTimeout(Duration timeout) {
            draft.closeTimeout(timeout);
            return this;
        }

        /**
         * Sets how long a client may take to send its request, after which it is answered with 408, or closed; by default any
         * time.
         *
         * @param timeout longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder handshakeTimeout(Duration timeout) {
            draft.handshakeTimeout(timeout);
            return this;
        }

        /**
         * Sets the size of the longest message that is taken; a longer one is answered with Close 1009.
         *
         * @param bytes the size of its payload, uncompressed; at least 1, by default 64 MiB, as at a page
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxMessageBytes(int bytes) {
            draft.maxMessageBytes(bytes);
            return this;
        }

        /**
         * Sets how much a test may send to a client that does not read, before sending is refused.
         *
         * @param bytes at least 1, by default 256 MiB for each connection
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxQueuedBytes(long bytes) {
            draft.maxQueuedBytes(bytes);
            return this;
        }

        /**
         * Sets how much memory the messages of all connections may take together: those that are incomplete or not
         * handled yet, and those that wait to be sent. When it is used up, the connection that holds the most takes no
         * more messages and is closed with 1013 (try again later); a connection that holds at most 16 KiB never is.
         * One that does not close is cut off after the {@linkplain #timeout timeout}, or when such connections hold as
         * much again.
         *
         * @param bytes at least 1; by default there is no limit
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxBufferedBytes(long bytes) {
            draft.maxBufferedBytes(bytes);
            return this;
        }

        /**
         * Sets how many TCP connections may be open at the server's port; one more is closed at once.
         *
         * @param connections at least 1, by default any number
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConnections(int connections) {
            draft.maxConnections(connections);
            return this;
        }

        /**
         * Sets how many attempts and connections {@link EchoServer#attempts} and {@link EchoServer#connections} know, the latest.
         *
         * @param attempts at least 1, by default 10,000
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxRemembered(int attempts) {
            draft.maxRemembered(attempts);
            return this;
        }

        /**
         * Lets the timers of the server's behaviors run when a test says that time has passed.
         *
         * @param clock drives them: see {@link TestClock} for what it drives and what not. Other servers may have the same
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
         * Lets {@link EchoServer#verify()} fail too if there are rules that have taken nothing, neither a message nor an
         * attempt, while this window lasts. It counts every rule that was in force, on any path or connection, also those
         * within others, and lists them; without this, a rule that is never used is no fault.
         *
         * @return this builder
         */
        @API(status = EXPERIMENTAL, since = "1.0")
        public Builder reportUnusedRules() {
            draft.reportUnusedRules();
            return this;
        }

        /**
         * Sets the request headers whose values are hidden everywhere: in the journal, in handshakes, from behaviors. Only
         * the matchers of {@link Behaviors#onAttempt} are shown them.
         *
         * @param names such as {@code Cookie}, in any case; none by default
         * @return this builder
         */
        public Builder secretHeaders(String... names) {
            draft.secretHeaders(names);
            return this;
        }

        /**
         * Lets the server speak TLS, so that its URIs begin with {@code wss} and {@code https}, with a certificate that
         * {@link EchoServer#sslContext()} trusts.
         *
         * @return this builder
         */
        public Builder tls() {
            return tls(ServerCertificate.TRUSTED);
        }

        /**
         * Lets the server speak TLS with a certificate of that kind, good or bad. The good one is valid for
         * {@code localhost}, the loopback addresses, and further names.
         *
         * @param certificate the kind
         * @param names names of hosts, or addresses, that lead to the server too
         * @return this builder
         */
        public Builder tls(ServerCertificate certificate, String... names) {
            draft.tls(certificate, names);
            return this;
        }

        /**
         * Lets the server speak TLS, so that its URIs begin with {@code wss} and {@code https}.
         *
         * @param context with the server's certificate and key
         * @return this builder
         */
        public Builder tls(SSLContext context) {
            draft.tls(context);
            return this;
        }

        /** Sets a filter that decides about each request before the server does. */
        Builder filter(RequestFilter decides) {
            draft.filter(decides);
            return this;
        }

        /** Has the engine of a name play it, for a test that did not choose. */
        void engine(String name) {
            draft.engine(name);
        }

        /** Says what the limits are called where the server is not made by a test. */
        void limitNames(LimitNames names) {
            draft.limitNames(names);
        }

        /**
         * Sets what the server does from the first attempt on; by default it echoes.
         *
         * @param behavior the first behavior
         * @return this builder
         */
        public Builder behavior(Behavior behavior) {
            this.behavior = requireNonNull(behavior, "behavior must not be null");
            return this;
        }

        /**
         * Returns the server of this JVM that bears a name, started with what this builder says if it does not run yet.
         *
         * @param name any name
         * @return the running server, the same one for all who ask
         * @throws IllegalStateException if it runs already, but on another port or without TLS
         * @see EchoServer#shared(String)
         */
        public EchoServer shared(String name) {
            EchoServer server = SharedServers.get(requireNonNull(name, "name must not be null"), this);
            SharedServers.requireSame(name, server, draft.port(), draft.isSecure());
            return server;
        }

        /**
         * Starts the server.
         *
         * @return the running server, to be closed
         * @throws IllegalStateException if the port is in use
         * @throws IllegalArgumentException if a host is not known
         */
        public EchoServer start() {
            return new EchoServer(RunningServer.start(draft.toSettings(), behavior.plan()));
        }
    }
}
