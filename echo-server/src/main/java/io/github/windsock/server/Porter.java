package io.github.windsock.server;

/**
 * Meets every request at a server's door before the server itself does: plain HTTP requests as well as attempts. It is
 * for programs around a server, which serve pages on the same port, choose a behavior by the URL, or turn somebody away;
 * tests have {@link EchoServer#behave} for that.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface Porter {

    /**
     * Decides about a request. Called on the engine's thread, one call at a time for all servers; must not block.
     *
     * @param request who asks for what
     * @return what becomes of it
     */
    Verdict meet(Request request);
}
