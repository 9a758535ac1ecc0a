package io.github.windsock.standalone.http;

import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.FilteredRequest;

/** What answers below {@code /api/}, once it is clear that the asker may see and do all. */
public interface ApiRoutes {

    /**
     * Answers a request.
     *
     * @param request who asks
     * @param target path and query
     * @return the answer
     */
    FilterResult route(FilteredRequest request, Target target);
}
