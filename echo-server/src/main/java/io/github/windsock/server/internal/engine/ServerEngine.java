package io.github.windsock.server.internal.engine;

import java.io.IOException;
import java.net.BindException;
import java.util.Set;

/** The implementation of HTTP and RFC 6455 for a server. It needs no closing, only its ports do. */
public interface ServerEngine {

    /**
     * Returns the name for messages.
     *
     * @return the name, such as {@code windsock}
     */
    String name();

    /**
     * Returns the features that it supports. A behavior that needs others is refused before it is played.
     *
     * @return the abilities
     */
    Set<Ability> abilities();

    /**
     * Binds a port. Connects wait until {@link ListeningPort#admit} is called.
     *
     * @param settings the addresses and limits
     * @return the bound port
     * @throws BindException if the port is in use
     * @throws IOException if the port cannot be bound for another reason
     */
    ListeningPort open(PortSettings settings) throws IOException;
}
