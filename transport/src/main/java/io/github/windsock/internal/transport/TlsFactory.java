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

/** Puts TLS under connections: of a port, and of clients. */
final class TlsFactory {
    /** Jetty's settings for clients as they are: the context comes with each. */
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

    /** Gives the reason to the connection, which is about to be closed without one. */
    private static final class FailureTeller implements SslHandshakeListener {

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            SocketEndPoint.under(event.getEndPoint()).tlsFailed(failure);
        }
    }

    /** Returns the connection that speaks TLS, with another one on top of it. */
    Connection newConnection(Transport transport, EndPoint endPoint, Function<EndPoint, Connection> onTop) {
        SSLEngine tls = settings.newSSLEngine();
        tls.setUseClientMode(false);
        return connection(transport, endPoint, settings, tls, onTop);
    }

    /** Returns a client's connection that speaks TLS, with another one on top of it. */
    static Connection newClientConnection(
            Transport transport, EndPoint endPoint, ClientTls how, Function<EndPoint, Connection> onTop) {
        SSLEngine tls = how.context().createSSLEngine(how.host(), how.port());
        tls.setUseClientMode(true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (how.isName()) {
            parameters.setServerNames(List.of(new SNIHostName(how.host())));
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
        engine.whenDone(() -> transport.execute(connection::onFillable)); // as if the bytes had come that it waits for
        connection.addHandshakeListener(new FailureTeller());
        EndPoint decrypted = connection.getSslEndPoint();
        decrypted.setConnection(onTop.apply(decrypted));
        return connection;
    }
}
