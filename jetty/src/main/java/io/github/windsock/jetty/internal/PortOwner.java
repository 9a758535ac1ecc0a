package io.github.windsock.jetty.internal;

import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The server to which a connection at the one Jetty belongs. On the selector's thread, unless code of the user's runs
 * there.
 */
interface PortOwner {

    /** Returns what speaks on the connection; plain HTTP is given. */
    default ConnectionFactory connectionFactory(ConnectionFactory http) {
        return http;
    }

    default void entered(PortEndPoint connection) {}

    default void left(PortEndPoint connection) {}

    /** A request has arrived. Must not block. */
    void handle(Request request, Response response, Callback callback);
}
