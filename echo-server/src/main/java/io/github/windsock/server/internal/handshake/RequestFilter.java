package io.github.windsock.server.internal.handshake;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * Decides about every HTTP request, plain ones and attempts, before the server does. It is for programs that serve
 * pages on the same port, choose a behavior by the URL, or refuse clients. Tests use behaviors instead.
 */
@API(status = STABLE, since = "1.0")
@FunctionalInterface
public interface RequestFilter {
    /**
     * Decides about a request. Called on worker threads, for several requests at a time; it may block, and only this
     * request waits for it. If it throws, the request is answered with 500 and the journal records the exception.
     *
     * @param request the request
     * @return the decision
     */
    FilterResult decide(FilteredRequest request);
}
