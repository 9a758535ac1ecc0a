package io.github.windsock.server.internal.handshake;

import java.time.Duration;
import java.util.Set;

/**
 * Keeps the door of a server that strangers can reach. It meets every request before the server itself does, plain HTTP
 * requests as well as attempts, and says how many may come. It is for programs around a server, which serve pages on the
 * same port, choose a behavior by the URL, or turn somebody away; tests have behaviors for that.
 */
@FunctionalInterface
public interface RequestFilter {
    /** Has no code of anybody's to be run. */
    RequestFilter EVERYBODY = request -> FilterResult.pass();

    /**
     * Decides about a request. Called on a thread of its own, for several requests at a time; it may block, and keeps only this
     * request waiting. If it throws, the request is answered with 500, and the journal says why.
     *
     * @param request who asks for what
     * @return what becomes of it
     */
    FilterResult meet(FilteredRequest request);

    /**
     * Returns how many TCP connections may be open at the door; one more is closed at once. Asked when the server starts.
     *
     * @return at least 1; any number by default
     */
    default int maxConnections() {
        return Integer.MAX_VALUE;
    }

    /**
     * Returns how long a client may take to send its request. Asked when the server starts.
     *
     * @return zero, the default, for ever
     */
    default Duration handshakeTimeout() {
        return Duration.ZERO;
    }

    /**
     * Returns how many attempts and connections a server remembers, the latest. Asked when the server starts.
     *
     * @return at least 1; 10,000 by default
     */
    default int remembered() {
        return 10_000;
    }

    /**
     * Returns the request headers whose values are hidden everywhere: in the journal, in handshakes, from behaviors. Asked
     * when the server starts.
     *
     * @return names such as {@code Cookie}, in any case; none by default
     */
    default Set<String> secretHeaders() {
        return Set.of();
    }
}
