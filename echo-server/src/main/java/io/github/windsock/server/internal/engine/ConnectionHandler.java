package io.github.windsock.server.internal.engine;

/** Receives the connections to a port, on the engine's thread. Must not block. */
public interface ConnectionHandler {

    /**
     * A request has arrived.
     *
     * @param exchange the request, to be answered
     */
    void requested(HttpExchange exchange);

    /**
     * A connection was made that never became a request.
     *
     * @param what what was seen of it, in words
     */
    void neverRequested(String what);
}
