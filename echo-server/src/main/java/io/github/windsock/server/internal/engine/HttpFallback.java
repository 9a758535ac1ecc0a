package io.github.windsock.server.internal.engine;

/** Answers requests that ask for no WebSocket, in place of the server. */
public interface HttpFallback {

    /**
     * A request has arrived that is not an opening handshake. On the engine's thread; must not block.
     *
     * @param exchange the request, to be answered by this one if it takes it
     * @return whether it does
     */
    boolean take(HttpExchange exchange);
}
