package io.github.windsock.server.internal.engine;

import java.io.IOException;
import java.net.BindException;
import java.util.Set;

/** The implementation of HTTP and RFC 6455 under a server. Only its ports have to be closed. */
public interface ServerEngine {

    /**
     * Returns what it is called in messages.
     *
     * @return such as {@code windsock}
     */
    String name();

    /**
     * Returns what it is able to do. A behavior that needs more is refused before it is played.
     *
     * @return its abilities
     */
    Set<Ability> abilities();

    /**
     * Opens a port: from now on it is taken and connects wait; see {@link ListeningPort#admit}.
     *
     * @param settings where and how
     * @return the open port
     * @throws BindException if the port is in use
     * @throws IOException if it cannot listen for another reason
     */
    ListeningPort open(PortSettings settings) throws IOException;
}
