package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.handshake.Routes;
import io.github.windsock.server.internal.session.ServerSession;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiguardian.api.API;

/**
 * The part of a server's life that belongs to one test, where several tests use one server. The extension opens and closes
 * windows for tests on a server of their class; without it, {@link EchoServer#openWindow()} does.
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

    /** Returns the behaviors that were in force when the window was opened. */
    Routes routes() {
        return routes;
    }

    /** Has HTTP beside the socket answered as when the window was opened. */
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

    boolean keepsConnections() {
        return keepsConnections;
    }

    /**
     * Lets connections that have been accepted since the window was opened live on when it is closed: they may be of code
     * that outlives the test, such as an application that connects when it is ready.
     *
     * @return this window
     */
    public ServerWindow keepConnections() {
        keepsConnections = true;
        return this;
    }

    /**
     * Puts the server back: the behaviors that were in force when the window was opened hold again; if it has gone down since,
     * it is up again; and the connections that have been accepted since are told 1001 "test over", have a moment to answer,
     * and have ended, unless they are {@linkplain #keepConnections() kept}. A second call does nothing.
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
