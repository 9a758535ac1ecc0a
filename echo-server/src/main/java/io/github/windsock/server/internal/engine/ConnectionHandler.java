package io.github.windsock.server.internal.engine;

/** Receives the requests of a port on the engine's thread. Must not block. */
public interface ConnectionHandler {

    /**
     * Called when a request has arrived.
     *
     * @param exchange the request; it must be answered
     */
    void requested(HttpExchange exchange);

    /**
     * Called for a connection that sent no HTTP request.
     *
     * @param what a description of the connection
     */
    void neverRequested(String what);
}
