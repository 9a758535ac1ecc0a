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
 * <p>The system property {@code windsock.engine=jetty} runs a whole suite on it. Injection, journal, assertions and
 * behaviors are the same. Jetty cannot play every behavior, such as fragmented messages or an empty Close frame.
 * Setting such a behavior throws {@code UnsupportedOperationException}; if the engine comes from the property, the test
 * is aborted instead.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class JettyEngine implements WebSocketEngine {

    /** Creates the engine, which has no state. */
    public JettyEngine() {}

    @Override
    public String name() {
        return "jetty";
    }
}
