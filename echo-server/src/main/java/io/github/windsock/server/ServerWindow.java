package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.handshake.Routes;
import io.github.windsock.server.internal.session.ServerSession;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiguardian.api.API;

/**
 * The time during which a server that several tests share belongs to one of them. The extension opens and closes
 * windows for tests on a server of their class; without the extension, use {@link EchoServer#openWindow()}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class ServerWindow implements AutoCloseable {
    private final RunningServer server;
    private final Routes routes;
    private final Runnable fallback;
    private final Set<ServerSession> before;
    private final boolean down;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean keepsConnections;

    ServerWindow(RunningServer server, Routes routes, Runnable fallback, Set<ServerSession> before, boolean down) {
        this.server = server;
        this.routes = routes;
        this.fallback = fallback;
        this.before = before;
        this.down = down;
    }

    /** Returns the behaviors that were set when the window was opened. */
    Routes routes() {
        return routes;
    }

    /** Restores the handler of HTTP requests that was set when the window was opened. */
    void restoreFallback() {
        fallback.run();
    }

    boolean isOlder(ServerSession session) {
        return before.contains(session);
    }

    /** Tells whether the server was down when the window was opened. */
    boolean wasDown() {
        return down;
    }

    /** Ends it without an effect, since a window around it ends. */
    void supersede() {
        closed.set(true);
    }

    boolean keepsConnections() {
        return keepsConnections;
    }

    /**
     * Keeps connections of this window open when it is closed, for code that outlives the test, such as an application
     * that connects once.
     *
     * @return this window
     */
    public ServerWindow keepConnections() {
        keepsConnections = true;
        return this;
    }

    /**
     * Restores the state of the server: it sets the behaviors that were set when the window was opened, brings the
     * server up if it went down since, and ends the connections that were accepted since, unless they are {@linkplain
     * #keepConnections() kept}: they are sent Close 1001 "test over" and have a moment to answer. It also ends the
     * windows that were opened since. A second call does nothing, nor one after the end of a window around this one.
     *
     * @throws IllegalStateException if the server is down and cannot listen again
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.end(this);
        }
    }
}
