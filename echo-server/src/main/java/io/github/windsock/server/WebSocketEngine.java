package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * Selects the implementation of HTTP and RFC 6455 of a server. The default is Windsock's own, which supports every
 * behavior.
 *
 * <p>Another engine tests a client against a server that people deploy, with the same annotation, journal and
 * assertions. It is in its own module, whose documentation lists the supported behaviors; others are refused when the
 * behavior is set. Tests name only the class, as in {@code @WithEchoServer(engine = JettyEngine.class)}; users do not
 * implement this interface.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface WebSocketEngine {

    /**
     * Returns the name, which can also be the value of the system property {@code windsock.engine}.
     *
     * @return the name, such as {@code jetty}
     */
    String name();
}
