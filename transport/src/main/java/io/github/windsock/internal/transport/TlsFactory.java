package io.github.windsock.internal.transport;

import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Creates TLS connections for ports and for clients. */
final class TlsFactory {
    /** Jetty's default settings; each client has its own TLS context. */
    private static final SslContextFactory CLIENTS = new SslContextFactory.Client();

    private final SslContextFactory.Server settings = new SslContextFactory.Server();

    TlsFactory(SSLContext context) {
        settings.setSslContext(context);
        try {
            settings.start();
        } catch (Exception e) {
            throw new IllegalArgumentException("cannot serve TLS with this SSLContext: " + e.getMessage(), e);
        }
    }

    /** Records why the handshake failed, since Jetty closes the connection without a cause. */
    private static final class FailureListener implements SslHandshakeListener {

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            SocketEndPoint.under(event.getEndPoint()).tlsFailed(failure);
        }
    }

    /** Returns a server's TLS connection that passes decrypted bytes to the connection on top. */
    Connection newConnection(Transport transport, EndPoint endPoint, Function<EndPoint, Connection> onTop) {
        SSLEngine tls = settings.newSSLEngine();
        tls.setUseClientMode(false);
        return connection(transport, endPoint, settings, tls, onTop);
    }

    /** Returns a client's TLS connection that passes decrypted bytes to the connection on top. */
    static Connection newClientConnection(
            Transport transport, EndPoint endPoint, ClientTls settings, Function<EndPoint, Connection> onTop) {
        SSLEngine tls = settings.context().createSSLEngine(settings.host(), settings.port());
        tls.setUseClientMode(true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (settings.isName()) {
            parameters.setServerNames(List.of(new SNIHostName(settings.host())));
        }
        tls.setSSLParameters(parameters);
        return connection(transport, endPoint, CLIENTS, tls, onTop);
    }

    private static Connection connection(
            Transport transport,
            EndPoint endPoint,
            SslContextFactory settings,
            SSLEngine tls,
            Function<EndPoint, Connection> onTop) {
        OffloadingSslEngine engine = new OffloadingSslEngine(tls, transport.workers());
        SslConnection connection =
                new SslConnection(transport.buffers(), transport::execute, settings, endPoint, engine);
        engine.whenDone(() -> transport.execute(connection::onFillable)); // makes Jetty call the engine again
        connection.addHandshakeListener(new FailureListener());
        EndPoint decrypted = connection.getSslEndPoint();
        decrypted.setConnection(onTop.apply(decrypted));
        return connection;
    }
}
