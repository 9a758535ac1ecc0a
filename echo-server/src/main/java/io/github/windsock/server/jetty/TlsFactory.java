package io.github.windsock.server.jetty;

import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Puts TLS under the connections of a door. */
final class TlsFactory {
    private final SslContextFactory.Server settings = new SslContextFactory.Server();
    private final Engine engine;
    private final ByteBufferPool buffers;

    TlsFactory(SSLContext context, Engine engine, ByteBufferPool buffers) {
        this.engine = engine;
        this.buffers = buffers;
        settings.setSslContext(context);
        try {
            settings.start();
        } catch (Exception e) {
            throw new IllegalArgumentException("cannot serve TLS with this SSLContext: " + e.getMessage(), e);
        }
    }

    /** Gives the reason to the connection, which is about to be closed without one. */
    private static final class FailureTeller implements SslHandshakeListener {

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            SocketEndPoint.under(event.getEndPoint()).tlsFailed(failure);
        }
    }

    /** Returns the connection that speaks TLS, with another one on top of it. */
    Connection newConnection(EndPoint endPoint, Function<EndPoint, Connection> onTop) {
        SSLEngine tls = settings.newSSLEngine();
        tls.setUseClientMode(false);
        SslConnection connection = new SslConnection(buffers, engine::execute, settings, endPoint, tls);
        connection.addHandshakeListener(new FailureTeller());
        EndPoint decrypted = connection.getSslEndPoint();
        decrypted.setConnection(onTop.apply(decrypted));
        return connection;
    }
}
