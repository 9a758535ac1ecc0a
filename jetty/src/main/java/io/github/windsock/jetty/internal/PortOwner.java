package io.github.windsock.jetty.internal;

import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The owner of a connection on the one Jetty. Called on the selector's thread, unless user code runs on the connection.
 */
interface PortOwner {

    /** Returns the factory of the connection, for TLS or plain HTTP. */
    default ConnectionFactory connectionFactory(ConnectionFactory http) {
        return http;
    }

    /** Tells whether its connections use TLS. */
    default boolean isSecure() {
        return false;
    }

    /** A client has sent its first bytes. They have not been read yet. */
    default void begun(PortEndPoint connection) {}

    default void entered(PortEndPoint connection) {}

    default void left(PortEndPoint connection) {}

    /** A request has arrived. Must not block. */
    void handle(Request request, Response response, Callback callback);
}
