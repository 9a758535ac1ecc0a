package io.github.windsock.server.internal.engine;

/** Is told who comes to a door, on the engine's thread. Must not block. */
public interface ConnectionHandler {

    /**
     * A request has arrived.
     *
     * @param knock the request, to be answered
     */
    void knocked(HttpExchange knock);

    /**
     * A connection was made that never became a request.
     *
     * @param what what was seen of it, in words
     */
    void strayed(String what);
}
