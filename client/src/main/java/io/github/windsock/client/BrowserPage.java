package io.github.windsock.client;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.ReadyState;
import io.github.windsock.client.internal.handshake.Request;
import io.github.windsock.client.internal.socket.EventLoop;
import io.github.windsock.client.internal.socket.Resolver;
import io.github.windsock.client.internal.socket.SocketLimits;
import io.github.windsock.client.internal.url.HostAliases;
import io.github.windsock.client.internal.url.InvalidSyntax;
import io.github.windsock.client.internal.url.Origin;
import io.github.windsock.client.internal.url.WebUrl;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.internal.transport.ClientTls;
import io.github.windsock.internal.wire.HandshakeDigest;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A browser page, which gives its sockets an event loop, an origin and a base URL.
 *
 * <p>Close the page at the end of the test; the extension closes the pages that it injects. A page has no thread of its
 * own: its tasks run one at a time on shared daemon threads named {@code windsock-page-*}.
 *
 * <p>All methods may be called from any thread.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class BrowserPage implements Recorded, AutoCloseable {
    /** How long a Close frame waits for a server that reads nothing, unless the page is closed before. */
    private static final Duration NEVER_READS = Duration.ofSeconds(60);

    private static final Duration LEAST_HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration LEAST_CLOSING = Duration.ofSeconds(4);

    /** How long a socket waits at least for the page's loop, which a busy machine may hold up. */
    private static final Duration LOOP_PATIENCE = Duration.ofSeconds(5);

    private final Recorder journal;
    private final EventLoop loop;
    private final @Nullable String origin;
    private final @Nullable WebUrl base;
    private final HostAliases aliases;
    private final SocketLimits limits;
    private final @Nullable SSLContext trust;
    private final HttpHeaders ownHeaders;

    private final PageSockets sockets = new PageSockets();

    private BrowserPage(Builder builder) {
        journal = builder.journal == null ? Recorder.create() : Recorder.of(builder.journal);
        loop = new EventLoop(builder.executor);
        base = builder.base;
        origin = builder.origin == null && base != null ? base.pageOrigin() : builder.origin;
        trust = builder.trust;
        ownHeaders = builder.headers.build();
        aliases = builder.aliases.copy();
        limits = builder.limits(journal.settings().timeout());
        journal.addQueue(loop);
    }

    /**
     * Opens a page with its own journal and without an origin, so that each socket uses the origin of its target.
     *
     * @return the page
     */
    public static BrowserPage create() {
        return builder().build();
    }

    /**
     * Returns a builder for a page.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the journal that records the page's sockets. */
    @Override
    public Journal journal() {
        return journal;
    }

    /**
     * Begins to open a socket, as {@code new WebSocket(url, protocols)} does on a page.
     *
     * @param url absolute, or relative to the page's base URL; {@code http} stands for {@code ws}
     * @param protocols the subprotocols to offer
     * @return the socket, {@code CONNECTING}
     * @throws DomException {@code SyntaxError} if the URL or a subprotocol is not valid
     * @throws IllegalStateException if the page is closed
     */
    public BrowserWebSocket open(String url, String... protocols) {
        requireNonNull(url, "url must not be null");
        List<String> offered = Elements.copyOf("protocols", protocols);
        return construct(target(url), offered(offered), null);
    }

    /**
     * Begins to open a socket; see {@link #open(String, String...)}.
     *
     * @param url the URL
     * @param protocols the subprotocols to offer
     * @return the socket, {@code CONNECTING}
     * @throws DomException {@code SyntaxError} if the URL or a subprotocol is not valid
     * @throws IllegalStateException if the page is closed
     */
    public BrowserWebSocket open(URI url, String... protocols) {
        requireNonNull(url, "url must not be null");
        requireNonNull(protocols, "protocols must not be null");
        return open(url.toString(), protocols);
    }

    /**
     * Begins to open a socket whose listeners must not miss anything.
     *
     * @param url the URL; see {@link #open(String, String...)}
     * @param setUp adds the listeners, within the task that makes the socket
     * @return the socket, {@code CONNECTING}
     * @throws DomException {@code SyntaxError} if the URL is not valid
     * @throws IllegalStateException if the page is closed, or another task keeps its loop busy for the timeout of the
     *     journal, at least 5 s
     */
    public BrowserWebSocket open(String url, Consumer<? super BrowserWebSocket> setUp) {
        return open(url, List.of(), setUp);
    }

    /**
     * Begins to open a socket whose listeners must not miss anything.
     *
     * @param url the URL; see {@link #open(String, String...)}
     * @param setUp adds the listeners, within the task that makes the socket
     * @return the socket, {@code CONNECTING}
     * @throws DomException {@code SyntaxError} if the URL is not valid
     * @throws IllegalStateException if the page is closed, or another task keeps its loop busy for the timeout of the
     *     journal, at least 5 s
     */
    public BrowserWebSocket open(URI url, Consumer<? super BrowserWebSocket> setUp) {
        requireNonNull(url, "url must not be null");
        requireNonNull(setUp, "setUp must not be null");
        return open(url.toString(), List.of(), setUp);
    }

    /**
     * Begins to open a socket with subprotocols whose listeners must not miss anything.
     *
     * @param url the URL; see {@link #open(String, String...)}
     * @param protocols the subprotocols to offer
     * @param setUp adds the listeners, within the task that makes the socket
     * @return the socket, {@code CONNECTING}
     * @throws DomException {@code SyntaxError} if the URL or a subprotocol is not valid
     * @throws IllegalStateException if the page is closed, or another task keeps its loop busy for the timeout of the
     *     journal, at least 5 s
     */
    public BrowserWebSocket open(String url, List<String> protocols, Consumer<? super BrowserWebSocket> setUp) {
        requireNonNull(url, "url must not be null");
        List<String> names = Elements.copyOf(protocols, "protocols");
        requireNonNull(setUp, "setUp must not be null");
        WebUrl target = target(url);
        List<String> offered = offered(names);
        if (loop.isCurrentThread()) {
            return construct(target, offered, setUp);
        }
        return loop.call(() -> construct(target, offered, setUp), loopPatience());
    }

    /** A test that waits in vain makes the timeout short; that says nothing about its own page. */
    private Duration loopPatience() {
        Duration timeout = journal.settings().timeout();
        return timeout.compareTo(LOOP_PATIENCE) < 0 ? LOOP_PATIENCE : timeout;
    }

    private BrowserWebSocket construct(
            WebUrl target, List<String> protocols, @Nullable Consumer<? super BrowserWebSocket> setUp) {
        String key = HandshakeDigest.newKey();
        String from = origin == null ? target.pageOrigin() : origin;
        Request request = Request.opening(target, from, key, protocols, limits.deflate(), ownHeaders);
        ClientTls secure = target.isSecure() ? tls(target) : null;
        InetSocketAddress alias = aliases.find(target);
        BrowserWebSocket socket;
        synchronized (sockets) {
            sockets.requireOpen(target);
            socket = new BrowserWebSocket(this, loop, target, alias, request, key, limits, secure);
            sockets.add(socket);
        }
        String shown = alias != null || isHome(target)
                ? target.target()
                : journal.servers().relative(socket.url());
        socket.log().record(Events.connect(shown, from, protocols), ReadyState.CONNECTING);
        setUp(socket, setUp);
        sockets.connect(socket);
        return socket;
    }

    private ClientTls tls(WebUrl target) {
        SSLContext context = trust == null ? defaultTrust() : trust;
        String host = target.hostName();
        return new ClientTls(context, host, target.effectivePort(), !Resolver.isLiteral(host));
    }

    private static SSLContext defaultTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no default TLS context; give the page one with trust(..)", e);
        }
    }

    private void setUp(BrowserWebSocket socket, @Nullable Consumer<? super BrowserWebSocket> setUp) {
        try {
            if (setUp != null) {
                setUp.accept(socket);
            }
        } catch (RuntimeException | Error e) {
            ended(socket); // it never begins
            socket.log().discard();
            throw e;
        }
    }

    private WebUrl target(String url) {
        requireNonNull(url, "url must not be null");
        try {
            return WebUrl.ofSocket(url, base);
        } catch (InvalidSyntax e) {
            throw DomException.syntaxError(e.getMessage());
        }
    }

    private static List<String> offered(List<String> protocols) {
        try {
            return Request.checked(protocols);
        } catch (InvalidSyntax e) {
            throw DomException.syntaxError(e.getMessage());
        }
    }

    private boolean isHome(WebUrl target) {
        return base != null && base.authority().equals(target.authority());
    }

    /**
     * Runs a task on the page's event loop, after the tasks that are queued; returns at once. A closed page runs it
     * too.
     *
     * @param task the task; an exception that it throws is recorded as a failure of the test, unless it says that the
     *     page is closed
     */
    public void run(Runnable task) {
        requireNonNull(task, "task must not be null");
        loop.execute(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                journal.general().record(PageClosedException.event("a task of page.run", e));
            }
        });
    }

    /**
     * Closes the page as when a user leaves it: open sockets send 1001, and connecting ones give up. Waits until all
     * sockets have ended. If none ends within about a second, the rest are dropped. A second call does nothing.
     */
    @Override
    public void close() {
        journal.removeQueue(loop);
        List<BrowserWebSocket> left = sockets.close();
        if (left.isEmpty()) {
            return; // as at the end of most tests
        }
        for (BrowserWebSocket socket : left) {
            socket.log().peer().ifPresent(PartyLog::suspendDelay);
        }
        for (BrowserWebSocket socket : left) {
            socket.leave();
        }
        for (BrowserWebSocket socket : left) {
            if (isUnheard(socket)) {
                abort(socket);
            }
        }
        if (!awaitAllEnded()) {
            left.forEach(BrowserPage::abort);
            awaitAllEnded();
        }
    }

    /**
     * Returns whether the server cannot answer a Close frame, since the test has told it not to read or to be a black
     * hole.
     */
    private static boolean isUnheard(BrowserWebSocket socket) {
        return socket.log().peer().flatMap(PartyLog::obstacle).isPresent();
    }

    private static void abort(BrowserWebSocket socket) {
        socket.connection().abort("the page was closed");
    }

    /** Does not wait inside a task of the page, because no socket can end before that task does. */
    private boolean awaitAllEnded() {
        return loop.isCurrentThread() ? sockets.size() == 0 : sockets.awaitAllEnded();
    }

    /** Returns what to say about a host that was not found; may be empty. */
    String hint(String host) {
        return aliases.hint(host);
    }

    PageSockets sockets() {
        return sockets;
    }

    boolean isClosed() {
        return sockets.isClosed();
    }

    /** The socket has stopped connecting, so the next one to the same host may begin. */
    void connected(BrowserWebSocket socket) {
        sockets.connected(socket);
    }

    void ended(BrowserWebSocket socket) {
        sockets.ended(socket);
    }

    /** Returns the base URL or origin, and the number of sockets that have not ended. */
    @Override
    public String toString() {
        String where = base != null ? base.toString() : origin != null ? origin : "no origin of its own";
        return "BrowserPage(" + where + ", " + sockets.size() + " sockets)";
    }

    /**
     * Builds a page; each setting has a default.
     *
     * @since 1.0
     */
    public static final class Builder {
        private @Nullable Journal journal;
        private @Nullable Executor executor;
        private @Nullable String origin;
        private @Nullable WebUrl base;
        private final HostAliases aliases = new HostAliases();
        private @Nullable Duration handshakeTimeout;
        private @Nullable Duration closeTimeout;
        private int maxMessage = 64 << 20;
        private boolean compression = true;
        private @Nullable SSLContext trust;
        private final HttpHeaders.Builder headers = HttpHeaders.builder();

        private Builder() {}

        /**
         * Sets the journal that records the sockets; by default the page creates its own.
         *
         * @param journal the journal
         * @return this builder
         */
        public Builder journal(Journal journal) {
            this.journal = requireNonNull(journal, "journal must not be null");
            return this;
        }

        /**
         * Sets the executor that is the page's event loop, such as {@code SwingUtilities::invokeLater}. Shared daemon
         * threads by default.
         *
         * @param executor runs every task of the page
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = requireNonNull(executor, "executor must not be null");
            return this;
        }

        /**
         * Sets the page's origin. By default it is the origin of the base URL. Without a base URL, each socket uses the
         * origin of its target.
         *
         * @param origin such as {@code https://example.org}, or the string {@code "null"}, as for a page from a file
         * @return this builder
         * @throws IllegalArgumentException if it is not an origin
         */
        public Builder origin(String origin) {
            requireNonNull(origin, "origin must not be null");
            this.origin = Origin.checked(origin);
            return this;
        }

        /**
         * Sets the base for relative URLs; it is also the default for the origin.
         *
         * @param url an absolute URL with the scheme http, https, ws or wss
         * @return this builder
         * @throws DomException {@code SyntaxError} if it is not one
         */
        public Builder baseUrl(String url) {
            requireNonNull(url, "url must not be null");
            try {
                base = WebUrl.parse(url, null);
            } catch (InvalidSyntax e) {
                throw DomException.syntaxError(e.getMessage());
            }
            return this;
        }

        /**
         * Maps a host name to an address of this machine. The URL, the {@code Host} header and TLS keep the name.
         *
         * @param name such as {@code echo.websocket.org} for any port, or {@code echo.websocket.org:443} for one
         * @param address the address of the server
         * @return this builder
         * @throws IllegalArgumentException if the name is not a host name, or is already mapped to another address
         */
        public Builder alias(String name, InetSocketAddress address) {
            requireNonNull(name, "name must not be null");
            requireNonNull(address, "address must not be null");
            aliases.add(name, address);
            return this;
        }

        /**
         * Adds a header to all handshakes, as a browser adds cookies. The script of a page cannot do that.
         *
         * @param name such as {@code Cookie}; not a header of the handshake itself
         * @param value its value, in Latin-1; blanks around it are removed
         * @return this builder
         * @throws IllegalArgumentException if the header belongs to the handshake, or name or value is not allowed in a
         *     header
         */
        public Builder header(String name, String value) {
            requireNonNull(name, "name must not be null");
            requireNonNull(value, "value must not be null");
            headers.add(name, Request.ownValue(name, value));
            return this;
        }

        /**
         * Sets how long to wait for the server's answer to the handshake. The default is twice the timeout of the
         * journal's waits, and at least 10 s.
         *
         * @param timeout the time, after which {@code error} and {@code close} with 1006 follow
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder handshakeTimeout(Duration timeout) {
            handshakeTimeout = requireTime("handshakeTimeout", timeout);
            return this;
        }

        /**
         * Sets how long to wait for the server's answer to a Close frame. The default is four fifths of the timeout of
         * the journal's waits, so that a wait for the end sees it, and at least 4 s. The time begins when the operating
         * system has taken the frame. If the server reads nothing, the socket waits for that at most a minute, or this
         * timeout if it is longer, or until the page is closed.
         *
         * @param timeout the time, after which {@code close} with 1006 follows
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than zero
         */
        public Builder closeTimeout(Duration timeout) {
            closeTimeout = requireTime("closeTimeout", timeout);
            return this;
        }

        private static Duration requireTime(String what, Duration timeout) {
            requireNonNull(timeout, "timeout must not be null");
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException(
                        what + " " + Durations.format(timeout) + " is not longer than zero; give a time such as 3 s");
            }
            return timeout;
        }

        /**
         * Sets the size of the largest message that is received; a larger one fails the connection with 1009. 64 MiB by
         * default, as at the server. Memory is allocated only for bytes that have arrived.
         *
         * @param bytes the size of its payload, uncompressed
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxMessageBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes is " + bytes + "; let a message have at least 1");
            }
            maxMessage = bytes;
            return this;
        }

        /**
         * Sets whether permessage-deflate is offered, as browsers always do; it is by default.
         *
         * @param offered whether to offer it
         * @return this builder
         */
        public Builder compression(boolean offered) {
            compression = offered;
            return this;
        }

        /**
         * Sets the TLS context that decides which {@code wss} servers are trusted; the JVM's default context by
         * default. The server's certificate must name the host of the URL in any case.
         *
         * @param context the context with the trust managers; they run on a separate thread, so one that blocks delays
         *     only its own socket
         * @return this builder
         */
        public Builder trust(SSLContext context) {
            trust = requireNonNull(context, "context must not be null");
            return this;
        }

        /**
         * Returns the limits of the page's sockets. Timeouts that are not set grow with that of waits, since a machine
         * that is given more time there is slow here too.
         */
        SocketLimits limits(Duration wait) {
            long nanos = Math.min(TimeUnit.NANOSECONDS.convert(wait), Long.MAX_VALUE / 2); // of any length
            Duration handshake =
                    handshakeTimeout == null ? longer(LEAST_HANDSHAKE, Duration.ofNanos(2 * nanos)) : handshakeTimeout;
            Duration closing =
                    closeTimeout == null ? longer(LEAST_CLOSING, Duration.ofNanos(nanos / 5 * 4)) : closeTimeout;
            return new SocketLimits(handshake, closing, longer(NEVER_READS, closing), maxMessage, compression);
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? other : one;
        }

        /**
         * Opens the page. The builder may be used again.
         *
         * @return a new page
         */
        public BrowserPage build() {
            return new BrowserPage(this);
        }
    }
}
