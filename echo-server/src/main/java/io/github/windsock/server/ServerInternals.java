package io.github.windsock.server;

import io.github.windsock.server.internal.engine.HttpFallback;
import io.github.windsock.server.internal.engine.ListeningPort;

/**
 * The way of Windsock's other modules into a server. Not for users: it may change in any release.
 *
 * @since 1.0
 */
public final class ServerInternals {

    private ServerInternals() {}

    /**
     * Returns where a server listens.
     *
     * @param server the server
     * @return its port, of its engine
     */
    public static ListeningPort port(EchoServer server) {
        return server.door();
    }

    /**
     * Has somebody else answer requests that ask for no WebSocket. A second call replaces the first.
     *
     * @param server the server
     * @param other who answers
     */
    public static void fallback(EchoServer server, HttpFallback other) {
        server.fallback(other);
    }
}
