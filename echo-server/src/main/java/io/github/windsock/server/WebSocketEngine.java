package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * Selects the implementation of HTTP and RFC 6455 under a server. The default is Windsock's own, which can play every
 * behavior.
 *
 * <p>Another one is a second opinion: a server that people deploy, under the same annotation, journal and assertions. It comes
 * with a module of its own, whose documentation says what it can play. What it cannot is refused when it is composed. Tests
 * only name the class, such as {@code @WithEchoServer(engine = JettyEngine.class)}; there is nothing to implement.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface WebSocketEngine {

    /**
     * Returns the name, which the system property {@code windsock.engine} takes too.
     *
     * @return such as {@code jetty}
     */
    String name();
}
