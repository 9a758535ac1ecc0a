package io.github.windsock.server;

import static java.util.Objects.requireNonNull;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Events;
import io.github.windsock.journal.Failure;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Ledger;
import io.github.windsock.journal.Outcome;
import io.github.windsock.journal.Question;
import io.github.windsock.journal.Recorded;
import io.github.windsock.server.jetty.Door;
import io.github.windsock.server.jetty.Knock;
import io.github.windsock.server.jetty.Visitor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
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
public final class EchoServer implements Recorded, AutoCloseable {
    private static final Duration FAREWELL = Duration.ofMillis(250);

    private final Settings settings;
    private final Journal journal;
    private final Door door;
    private final Roster roster;
    private final URI uri;
    private final Set<Session> live = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Complaints complaints = new Complaints();
    private volatile Cast cast;
    private volatile boolean down;
    private final Usher usher;

    /** What a builder collects. */
    private record Settings(
            int port,
            List<String> hosts,
            @Nullable Journal journal,
            @Nullable Duration timeout,
            long maxMessageSize,
            long maxQueuedSize,
            @Nullable Tls tls,
            Limits limits,
            Porter porter,
            Set<String> hidden) {}

    /** What keeps a server small that strangers can reach. */
    private record Limits(int connections, Duration handshake, int remembered) {
        static final Limits DEFAULT = new Limits(Integer.MAX_VALUE, Duration.ZERO, 10_000);
    }

    /** What a server shows, and what its clients are to trust if Windsock knows that. */
    private record Tls(SSLContext context, @Nullable Authority authority) {}

    private EchoServer(Settings settings, Behavior behavior) {
        this.settings = settings;
        this.roster = new Roster(settings.limits().remembered());
        this.cast = Cast.of(behavior);
        this.journal = settings.journal() == null ? Journal.create() : settings.journal();
        this.door = open(settings);
        this.usher = new Usher(door, surroundings(), settings.maxQueuedSize(), new Guests());
        this.uri = URI.create(scheme("ws") + authority());
        journal.describe(uri.toString());
        door.limit(settings.limits().connections(), settings.limits().handshake());
        door.admit(new Greeter());
    }

    private Session.Surroundings surroundings() {
        return new Session.Surroundings(timeout(), new Rooms(), door::executeBlocking, complaints::add, this::ended);
    }

    private static Door open(Settings settings) {
        try {
            List<InetAddress> addresses = new ArrayList<>();
            for (String host : settings.hosts()) {
                addresses.add(InetAddress.getByName(host));
            }
            return Door.open(addresses, settings.port(), context(settings), settings.maxMessageSize());
        } catch (BindException e) {
            throw new IllegalStateException(
                    "port " + settings.port() + " of " + String.join(" and ", settings.hosts()) + " cannot be bound ("
                            + e.getMessage() + "). Leave the port out, or give 0, to let the server pick a free one.",
                    e);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "host " + e.getMessage() + " is not known. Leave it out to listen on the loopback addresses.", e);
        } catch (IOException e) {
            throw new IllegalStateException("the server cannot listen on port " + settings.port() + ": " + e, e);
        }
    }

    private static @Nullable SSLContext context(Settings settings) {
        Tls tls = settings.tls();
        return tls == null ? null : tls.context();
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
     * Returns the server of this JVM that bears a name, for contexts that are cached across test classes. The first who asks
     * starts it with the defaults; it runs until somebody closes it, after which the next to ask gets another one, or
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
        return journal;
    }

    /**
     * Returns the port on which the server listens.
     *
     * @return the port, the same on all addresses
     */
    public int port() {
        return door.port();
    }

    /**
     * Returns the URI for a WebSocket client.
     *
     * @return such as {@code ws://127.0.0.1:41233}, or {@code wss://localhost:41233} over TLS
     */
    public URI uri() {
        return uri;
    }

    /**
     * Returns the URI for a WebSocket client, with a path.
     *
     * @param path begins with a slash and may have a query
     * @return such as {@code ws://127.0.0.1:41233/chat}
     * @throws IllegalArgumentException if the path does not begin with a slash or is no part of a URI
     */
    public URI uri(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "path \"" + path + "\" does not begin with a slash; use \"/" + path + "\"");
        }
        return URI.create(uri() + path);
    }

    /**
     * Returns the URI for an HTTP client: of the same port, and the origin of a page that this server would have served.
     *
     * @return such as {@code http://127.0.0.1:41233}
     */
    public URI httpUri() {
        return URI.create(scheme("http") + authority());
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
        Authority authority = requireTls().authority();
        return authority == null ? requireTls().context() : authority.trust();
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
        Authority authority = requireTls().authority();
        if (authority == null) {
            throw new IllegalStateException("the server at " + uri()
                    + " was given an SSLContext, whose certificates only its maker knows; take them from there");
        }
        return authority.certificate();
    }

    private Tls requireTls() {
        Tls tls = settings.tls();
        if (tls == null) {
            throw new IllegalStateException("the server at " + uri()
                    + " speaks no TLS; start it with EchoServer.builder().tls(), or @WithEchoServer(tls = true)");
        }
        return tls;
    }

    private String scheme(String plain) {
        return (settings.tls() == null ? plain : plain + "s") + "://";
    }

    /** Certificates for tests name localhost more often than its address. */
    private String authority() {
        return (settings.tls() == null ? "127.0.0.1" : "localhost") + ":" + port();
    }

    /**
     * Sets what the server does with attempts from now on; open connections keep what they have.
     *
     * @param behavior replaces the one before
     * @throws IllegalStateException if the server is closed
     */
    public void behave(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        requireOpen();
        recast(now -> now.with(behavior));
    }

    /**
     * Returns a path of this server, to give it a behavior of its own. Where several templates fit, the more literal one
     * counts.
     *
     * @param pathTemplate such as {@code /feed/{id}}, where <code>{id}</code> stands for any one segment
     * @return the path
     * @throws IllegalArgumentException if it is no path
     */
    public Place at(String pathTemplate) {
        PathTemplate path = PathTemplate.of(pathTemplate);
        return new Place(pathTemplate, behavior -> {
            requireOpen();
            recast(now -> now.with(path, behavior));
        });
    }

    private synchronized void recast(UnaryOperator<Cast> change) {
        cast = change.apply(cast);
    }

    /**
     * Returns the attempts that the server has seen, answered or not.
     *
     * @return a snapshot in order, at most the latest 10,000, or {@link Builder#limits what was set}
     */
    public List<Attempt> attempts() {
        return roster.attempts();
    }

    /**
     * Returns the connections that the server has accepted, also those that are closed.
     *
     * @return a snapshot in order, at most the latest 10,000, or {@link Builder#limits what was set}
     */
    public List<ServerConnection> connections() {
        return roster.connections();
    }

    /**
     * Returns a connection by its place in the order of acceptance; does not wait.
     *
     * @param n 1 for the first
     * @return the connection
     * @throws IllegalArgumentException if there is none; {@link #awaitConnection()} waits for one
     */
    public ServerConnection connection(int n) {
        return roster.connection(n)
                .orElseThrow(() -> new IllegalArgumentException("there is no connection " + n + ", but "
                        + roster.connections().size() + "; to wait for the next one, use awaitConnection()"));
    }

    /**
     * Lets the server vanish: when this returns, connects are refused at once, and the connections that were open have
     * been reset, as by a machine that is switched off. The port stays this server's; nobody else can take it. A second call does
     * nothing.
     *
     * @throws IllegalStateException if the server is closed
     */
    public synchronized void goDown() {
        requireOpen();
        if (down) {
            return;
        }
        down = true;
        usher.forgetWaiting();
        journal.door().record(Events.fault("down", "EchoServer.goDown()"));
        door.shut();
        live.forEach(session -> session.reset("EchoServer.goDown()"));
        awaitEnds(Set.copyOf(live));
    }

    /**
     * Lets the server listen again on its port, with the behaviors that it has. Does nothing if it is not down.
     *
     * @throws IllegalStateException if the server is closed, or cannot listen again
     */
    public synchronized void comeBack() {
        requireOpen();
        if (!down) {
            return;
        }
        down = false;
        journal.door().record(Events.note("up again", "EchoServer.comeBack()"));
        try {
            door.reopen();
        } catch (IOException e) {
            down = true;
            throw new IllegalStateException("the server cannot listen again on port " + port() + ": " + e, e);
        }
    }

    /**
     * Does something while the server is down: {@link #goDown()}, the task, {@link #comeBack()}.
     *
     * @param task runs in the calling thread
     * @param <E> what the task throws
     * @throws E if the task throws it; the server is back then too
     * @throws IllegalStateException if the server is closed
     */
    public <E extends Exception> void whileDown(Task<E> task) throws E {
        goDown();
        try {
            task.run();
        } finally {
            if (!closed.get()) {
                comeBack();
            }
        }
    }

    /**
     * What a test does, which may throw.
     *
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Task<E extends Exception> {

        /**
         * Does it.
         *
         * @throws E if it fails
         */
        void run() throws E;
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
        return awaitConnection(timeout());
    }

    /**
     * Waits for the next connection for as long as is given.
     *
     * @param timeout the longest wait; zero only looks
     * @return an accepted connection
     * @throws AssertionError if none comes within the timeout
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     * @see #awaitConnection()
     */
    public ServerConnection awaitConnection(Duration timeout) {
        return await(
                timeout,
                "no further client connected to " + uri(),
                () -> roster.claimConnection()
                        .<Answer<ServerConnection>>map(Answer::found)
                        .orElseGet(Answer::pending));
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
        return await(
                timeout(),
                "no further attempt to connect to " + uri(),
                () -> roster.claimAttempt().<Answer<Attempt>>map(Answer::found).orElseGet(Answer::pending));
    }

    /**
     * Waits until the server has seen a number of attempts, refused ones included.
     *
     * @param n at least so many
     * @return all attempts so far
     * @throws AssertionError if there are fewer when the timeout is over
     * @throws IllegalStateException if the server is closed, or on a thread where waiting would be a deadlock
     */
    public List<Attempt> awaitAttempts(int n) {
        return await(timeout(), "fewer than " + n + " attempts to connect to " + uri(), () -> {
            List<Attempt> seen = roster.attempts();
            return seen.size() >= n ? Answer.found(seen) : Answer.pending();
        });
    }

    /**
     * Fails if something happened that the behaviors did not provide for: a message that no rule took, an attempt after the
     * last turn of {@link Turns#thenFail()}, or an attempt that was left to the test and is not answered. Each is told
     * once. The extension calls this right after the test method, if that has not failed.
     *
     * @throws AssertionError if there is something
     */
    public void verify() {
        awaitReactions();
        List<String> wrong = complaints.take();
        roster.attempts().stream()
                .filter(Attempt::isAsked)
                .map(attempt ->
                        attempt + " was left to the test by ask(), and never answered; call accept(), refuse(..) or"
                                + " answer(..) on what awaitAttempt() returns")
                .forEach(wrong::add);
        if (!wrong.isEmpty()) {
            throw Failure.of(this, String.join("\n\n", wrong), "");
        }
    }

    /** The journal knows of a message before the behavior does, so a test may be here before the rules have been asked. */
    private void awaitReactions() {
        Set<Session> present = Set.copyOf(live);
        CountDownLatch reacted = new CountDownLatch(present.size());
        present.forEach(session -> session.execute(reacted::countDown));
        try {
            boolean all = reacted.await(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
            if (!all) {
                journal.door()
                        .record(Events.note(
                                "verified early", "the engine was busy for " + FAREWELL.toMillis() + " ms"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what is known by now is judged
        }
    }

    private Duration timeout() {
        return settings.timeout() == null ? journal.settings().timeout() : settings.timeout();
    }

    private <T> T await(Duration timeout, String headline, Question<T> question) {
        requireOpen();
        Outcome<T> outcome = journal.await(null, timeout, () -> {
            Answer<T> answer = question.ask();
            boolean hopeless = answer instanceof Answer.Pending && closed.get();
            return hopeless ? Answer.never("the server was closed meanwhile") : answer;
        });
        if (outcome instanceof Outcome.Met<T> met) {
            return met.value();
        }
        throw Failure.of(this, headline, ((Outcome.Missed<T>) outcome).why() + "; " + whatCame());
    }

    /** Says what knocked, for a wait in vain. */
    private String whatCame() {
        StringJoiner came = new StringJoiner("; ");
        roster.attempts().forEach(attempt -> came.add(attempt.toString()));
        roster.strays().forEach(came::add);
        door.waiting().forEach(one -> came.add(one + " (still open)"));
        return came.length() == 0 ? "nothing came at all" : "what came: " + came;
    }

    boolean isClosed() {
        return closed.get();
    }

    boolean isSecure() {
        return settings.tls() != null;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the server at " + uri() + " is closed; start another one");
        }
    }

    /**
     * Stops the server. When this returns, connects are refused; connections that were open have been told 1001 "server
     * stopping" and had a moment to answer, and have ended. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            door.close();
            end(live, "server stopping");
            journal.signal();
        }
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
        requireOpen();
        roster.beginWindow();
        complaints.take(); // of those before, who are told of theirs or never asked
        return new ServerWindow(this, cast.copy(), Set.copyOf(live));
    }

    void end(ServerWindow window) {
        recast(now -> window.cast());
        Set<Session> late = new HashSet<>(live);
        late.removeIf(window::isOlder);
        end(late, "test over");
        roster.beginWindow();
    }

    private void end(Set<Session> sessions, String reason) {
        CloseStatus status = new CloseStatus(1001, reason);
        sessions.forEach(session -> session.close(status));
        awaitEnds(sessions);
        sessions.forEach(Session::abandon);
        awaitEnds(sessions);
    }

    private void awaitEnds(Set<Session> sessions) {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        synchronized (live) {
            long left = FAREWELL.toNanos();
            while (!Collections.disjoint(live, sessions) && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(live, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the rest is ended without a farewell
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }

    private void ended(Session session) {
        synchronized (live) {
            live.remove(session);
            live.notifyAll();
        }
    }

    /** Returns the address and the behavior, such as {@code EchoServer ws://127.0.0.1:41233 echo()}. */
    @Override
    public String toString() {
        return "EchoServer " + uri() + " " + (closed.get() ? "closed" : cast);
    }

    /** Receives who comes to the door, on the engine's thread. */
    private final class Greeter implements Visitor {

        @Override
        public void strayed(String what) {
            roster.addStray(what);
            journal.door().record(Events.note(what, ""));
        }

        @Override
        public void knocked(Knock knock) {
            Verdict verdict = settings.porter().meet(new Request(knock, door));
            if (verdict.answer().isPresent()) {
                answered(knock, verdict.answer().get());
            } else if (Opening.isAttempt(knock)) {
                attempted(knock, verdict.behavior().orElse(null));
            } else {
                Opening.Refusal refusal = Opening.upgradeRequired(knock, uri().toString());
                String what = knock.method() + " " + knock.target() + " without Upgrade";
                roster.addStray(what);
                journal.door().record(Events.note(what, "answered " + refusal.status()));
                refuse(knock, refusal);
            }
        }

        private void answered(Knock knock, Verdict.Answer answer) {
            String why = answer.why().isEmpty() ? "" : ": " + answer.why();
            journal.door()
                    .record(Events.note(knock.method() + " " + knock.target(), "answered " + answer.status() + why));
            knock.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
        }

        private void attempted(Knock knock, @Nullable Behavior chosen) {
            Handshake asked = Handshake.of(knock.target(), shown(knock.headers()));
            Ledger ledger = journal.openServer(asked.header("Sec-WebSocket-Key").orElse(null));
            Optional<Opening.Refusal> refusal = Opening.check(knock);
            Entry entry = ledger.record(Events.attempt(asked));
            Attempt attempt = new Attempt(ledger, entry, asked);
            if (refusal.isPresent()) {
                show(attempt);
                refused(knock, attempt, refusal.get());
                return;
            }
            Plan plan = chosen == null ? cast.next(asked.path()) : chosen.plan().turn(0);
            if (plan.receive() instanceof Reception.Asked) {
                usher.receive(knock, attempt, plan); // first, so that whoever sees the attempt can answer it
                show(attempt);
            } else {
                show(attempt);
                usher.receive(knock, attempt, plan);
            }
        }

        private void show(Attempt attempt) {
            roster.add(attempt);
            journal.signal();
        }

        /** What is hidden here is in no journal, no handshake and no behavior's reach. */
        private Map<String, List<String>> shown(Map<String, List<String>> headers) {
            if (settings.hidden().isEmpty()) {
                return headers;
            }
            Map<String, List<String>> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, values) -> {
                boolean isSecret = settings.hidden().contains(name.toLowerCase(Locale.ROOT));
                shown.put(
                        name,
                        isSecret ? values.stream().map(value -> "(hidden)").toList() : values);
            });
            return shown;
        }

        private void refused(Knock knock, Attempt attempt, Opening.Refusal refusal) {
            String why = refusal.text().strip();
            usher.refuse(knock, attempt, refusal.status(), refusal.headers(), refusal.text(), why);
        }

        private void refuse(Knock knock, Opening.Refusal refusal) {
            knock.refuse(refusal.status(), refusal.headers(), refusal.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Receives the connections that are opened. */
    private final class Guests implements Usher.Guests {

        @Override
        public void welcome(ServerConnection connection, Session session) {
            live.add(session);
            roster.add(connection);
            journal.signal();
            if (closed.get()) {
                session.close(new CloseStatus(1001, "server stopping"));
            } else if (down) {
                session.reset("EchoServer.goDown()");
            }
        }
    }

    /**
     * Collects what a server is to be like. Not for use by two threads at once.
     *
     * @since 1.0
     */
    public static final class Builder {
        private static final long DEFAULT_MESSAGE_SIZE = 64L << 20;
        private static final long DEFAULT_QUEUED_SIZE = 256L << 20;

        private int port;
        private List<String> hosts = List.of("127.0.0.1", "::1");
        private @Nullable Journal journal;
        private @Nullable Duration timeout;
        private long maxMessageSize = DEFAULT_MESSAGE_SIZE;
        private long maxQueuedSize = DEFAULT_QUEUED_SIZE;
        private @Nullable SSLContext tls;
        private @Nullable ServerCertificate certificate;
        private List<String> names = List.of();
        private Limits limits = Limits.DEFAULT;
        private Porter porter = request -> Verdict.pass();
        private Set<String> hidden = Set.of();
        private Behavior behavior = Behaviors.echo();

        private Builder() {}

        /**
         * Sets the port.
         *
         * @param port 1 to 65535, or 0, the default, for a free one
         * @return this builder
         * @throws IllegalArgumentException if it is no port
         */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port " + port + " is not between 0 and 65535; 0 picks a free one");
            }
            this.port = port;
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
            if (hosts.length == 0) {
                throw new IllegalArgumentException("hosts must name at least one address, such as 127.0.0.1");
            }
            this.hosts = List.of(hosts);
            return this;
        }

        /**
         * Sets the journal to record in; by default the server makes its own.
         *
         * @param journal such as that of the clients under test, which then tell one story with the server
         * @return this builder
         */
        public Builder journal(Journal journal) {
            this.journal = requireNonNull(journal, "journal must not be null");
            return this;
        }

        /**
         * Sets how long waits on this server last, and how long a client may take to answer a Close frame; by default that
         * of the journal.
         *
         * @param timeout longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("timeout " + timeout + " is not longer than zero");
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets the size of the longest message that is taken; a longer one is answered with Close 1009.
         *
         * @param bytes at least 1, by default 64 MiB
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1, or more than an array holds
         */
        public Builder maxMessageSize(long bytes) {
            if (bytes < 1 || bytes > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "maxMessageSize " + bytes + " is not between 1 and 2147483639 bytes");
            }
            this.maxMessageSize = bytes;
            return this;
        }

        /**
         * Sets how much a test may send to a client that does not read, before sending is refused.
         *
         * @param bytes at least 1, by default 256 MiB for each connection
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxQueuedSize(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxQueuedSize " + bytes + " is less than 1 byte");
            }
            this.maxQueuedSize = bytes;
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
            this.certificate = requireNonNull(certificate, "certificate must not be null");
            this.names = List.of(names);
            this.tls = null;
            return this;
        }

        /**
         * Lets the server speak TLS, so that its URIs begin with {@code wss} and {@code https}.
         *
         * @param context with the server's certificate and key
         * @return this builder
         */
        public Builder tls(SSLContext context) {
            this.tls = requireNonNull(context, "context must not be null");
            this.certificate = null;
            return this;
        }

        boolean isSecure() {
            return tls != null || certificate != null;
        }

        private @Nullable Tls transport() {
            if (certificate != null) {
                List<String> all = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
                all.addAll(names);
                return new Tls(Authority.get().issue(certificate, all), Authority.get());
            }
            return tls == null ? null : new Tls(tls, null);
        }

        /**
         * Sets what keeps the server small where strangers can reach it; by default only memory is bounded.
         *
         * @param connections how many TCP connections may be open; one more is closed at once
         * @param handshake how long a client may take to send its request, zero for ever
         * @param remembered how many attempts and connections {@link EchoServer#attempts} and
         *     {@link EchoServer#connections} know
         * @return this builder
         * @throws IllegalArgumentException if a number is less than 1 or the time negative
         */
        public Builder limits(int connections, Duration handshake, int remembered) {
            if (connections < 1 || remembered < 1 || handshake.isNegative()) {
                throw new IllegalArgumentException("limits(" + connections + ", " + handshake + ", " + remembered
                        + "): the numbers begin at 1, the time at zero");
            }
            this.limits = new Limits(connections, handshake, remembered);
            return this;
        }

        /**
         * Sets who meets every request before the server does; by default nobody.
         *
         * @param porter decides what becomes of requests
         * @return this builder
         */
        public Builder porter(Porter porter) {
            this.porter = requireNonNull(porter, "porter must not be null");
            return this;
        }

        /**
         * Hides the values of request headers everywhere: in the journal, in handshakes, from behaviors. By default none.
         *
         * @param names such as {@code Cookie}, in any case
         * @return this builder
         */
        public Builder hideHeaders(String... names) {
            this.hidden =
                    Stream.of(names).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
            return this;
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
            SharedServers.requireSame(name, server, port, isSecure());
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
            return new EchoServer(
                    new Settings(
                            port,
                            hosts,
                            journal,
                            timeout,
                            maxMessageSize,
                            maxQueuedSize,
                            transport(),
                            limits,
                            porter,
                            hidden),
                    behavior);
        }
    }
}
