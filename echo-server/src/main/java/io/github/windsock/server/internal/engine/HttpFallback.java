package io.github.windsock.server.internal.engine;

/** Answers requests that ask for no WebSocket, in place of the server. */
public interface HttpFallback {

    /** Takes nothing. */
    HttpFallback NONE = exchange -> false;

    /**
     * A request has arrived that is not an opening handshake. On the engine's thread; must not block.
     *
     * @param exchange the request, to be answered by this one if it takes it
     * @return whether it does
     */
    boolean take(HttpExchange exchange);

    /**
     * A window begins on the server: what comes from now on is of another test.
     *
     * @return what puts this one back to how it is now
     */
    default Runnable begin() {
        return () -> {};
    }

    /** The server is closed: all that is open here ends. A second call does nothing. */
    default void closed() {}
}
