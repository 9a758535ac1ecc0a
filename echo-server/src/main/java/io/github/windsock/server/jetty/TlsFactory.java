package io.github.windsock.server.jetty;

import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Puts TLS under the connections of a door. */
final class TlsFactory {
    private final SslConnectionFactory factory;

    TlsFactory(SSLContext context) {
        SslContextFactory.Server settings = new SslContextFactory.Server();
        settings.setSslContext(context);
        factory = new SslConnectionFactory(settings, "http/1.1");
        factory.addBean(new FailureTeller());
        try {
            factory.start();
        } catch (Exception e) {
            throw new IllegalArgumentException("cannot serve TLS with this SSLContext: " + e.getMessage(), e);
        }
    }

    /** Gives the reason to the connection, which is about to be closed without one. */
    private static final class FailureTeller implements SslHandshakeListener {

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            DoorEndPoint.under(event.getEndPoint()).tlsFailed(failure);
        }
    }

    Connection newConnection(Connector connector, EndPoint endPoint) {
        return factory.newConnection(connector, endPoint);
    }
}
