package io.github.windsock.server.internal.engine;

/** Answers HTTP requests that are not opening handshakes, in place of the server. */
public interface HttpFallback {

    /**
     * Called for a request that is not an opening handshake, on the engine's thread; must not block.
     *
     * @param exchange the request
     * @return whether this fallback answers it
     */
    boolean take(HttpExchange exchange);

    /**
     * Called when a window begins on the server, so that later requests belong to another test.
     *
     * @return restores the current state
     */
    default Runnable begin() {
        return () -> {};
    }

    /** Called when the server is closed; ends everything that is open. A second call does nothing. */
    default void closed() {}
}
