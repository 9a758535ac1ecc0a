package io.github.windsock.jetty;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.WebSocketEngine;
import org.apiguardian.api.API;

/**
 * Runs the server on a real Jetty: its HTTP and WebSocket, through its public API, with its defaults.
 *
 * <pre>{@code
 * @WithEchoServer(engine = JettyEngine.class)
 * class PriceFeedTests { .. }
 * }</pre>
 *
 * <p>A whole suite runs once more on it with the system property {@code windsock.engine=jetty}. Injection, journal, assertions
 * and behaviors are the same. What Jetty cannot play, such as frames in pieces or an empty Close frame, is refused
 * with {@code UnsupportedOperationException} when it is composed; under the property, such a test is aborted.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class JettyEngine implements WebSocketEngine {

    /** Makes the name; it keeps nothing. */
    public JettyEngine() {}

    @Override
    public String name() {
        return "jetty";
    }
}
