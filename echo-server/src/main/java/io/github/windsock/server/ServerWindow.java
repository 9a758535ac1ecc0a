package io.github.windsock.server;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The part of a server's life that belongs to one test, where several tests use one server. The extension opens and closes
 * windows for tests on a server of their class; without it, {@link EchoServer#openWindow()} does.
 *
 * @since 1.0
 */
public final class ServerWindow implements AutoCloseable {
    private final EchoServer server;
    private final Routes cast;
    private final Set<ServerSession> before;
    private final AtomicBoolean closed = new AtomicBoolean();

    ServerWindow(EchoServer server, Routes cast, Set<ServerSession> before) {
        this.server = server;
        this.cast = cast;
        this.before = before;
    }

    /** Returns the behaviors that were in force when the window was opened. */
    Routes cast() {
        return cast;
    }

    boolean isOlder(ServerSession session) {
        return before.contains(session);
    }

    /**
     * Puts the server back: the behaviors that were in force when the window was opened hold again, and the connections that
     * have been accepted since are told 1001 "test over", have a moment to answer, and have ended. A second call does
     * nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.end(this);
        }
    }
}
