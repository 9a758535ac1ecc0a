package io.github.windsock.server.internal.handshake;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * Decides about every request before the server itself does, plain HTTP requests as well as attempts. It is for
 * programs around a server, which serve pages on the same port, choose a behavior by the URL, or refuse clients; tests
 * use behaviors for that.
 */
@API(status = STABLE, since = "1.0")
@FunctionalInterface
public interface RequestFilter {
    /** Runs no code of a user. */
    RequestFilter EVERYBODY = request -> FilterResult.pass();

    /**
     * Decides about a request. Called on a thread of its own, for several requests at a time; it may block, and keeps only this
     * request waiting. If it throws, the request is answered with 500, and the journal says why.
     *
     * @param request the request
     * @return the decision
     */
    FilterResult decide(FilteredRequest request);
}
