package io.github.windsock.standalone.http;

import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.FilteredRequest;

/** Answers requests below {@code /api/} that have passed the access check. */
public interface ApiRoutes {

    /**
     * Answers a request.
     *
     * @param request the request
     * @param target path and query
     * @return the answer
     */
    FilterResult route(FilteredRequest request, Target target);
}
