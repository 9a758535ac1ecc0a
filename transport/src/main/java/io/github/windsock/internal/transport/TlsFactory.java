package io.github.windsock.internal.transport;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Creates TLS connections for ports and for clients. It sets up the JDK's engines itself: Jetty's {@code
 * SslContextFactory} adds a hundred classes to the first TLS server of a JVM, and only its choice of cipher suites is
 * needed.
 */
final class TlsFactory {
    private final SSLContext context;

    TlsFactory(SSLContext context) {
        this.context = context;
        try {
            SSLEngine unused = newServerEngine(); // fails when the server starts, not at each connection
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("cannot serve TLS with this SSLContext: " + e.getMessage(), e);
        }
    }

    /** Records how the handshake went, since Jetty closes the connection without a cause. */
    private static final class OutcomeListener implements SslHandshakeListener {

        @Override
        public void handshakeSucceeded(Event event) {
            SocketEndPoint.under(event.getEndPoint()).tlsEstablished();
        }

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            SocketEndPoint.under(event.getEndPoint()).tlsFailed(failure);
        }
    }

    /** Returns a server's TLS connection that passes decrypted bytes to the connection on top. */
    Connection newConnection(Transport transport, EndPoint endPoint, Function<EndPoint, Connection> onTop) {
        return connection(transport, endPoint, newServerEngine(), onTop);
    }

    private SSLEngine newServerEngine() {
        SSLEngine tls = context.createSSLEngine();
        tls.setUseClientMode(false);
        String[] strong = Stream.of(tls.getEnabledCipherSuites())
                .filter(TlsFactory::isStrong)
                .toArray(String[]::new);
        if (strong.length > 0) { // otherwise the creator of the context chose the suites
            tls.setEnabledCipherSuites(strong);
        }
        return tls;
    }

    /** Jetty's rule: no RSA key exchange, which has no forward secrecy, and no hash older than SHA-256. */
    private static boolean isStrong(String suite) {
        return !suite.startsWith("TLS_RSA_") && (suite.endsWith("_SHA256") || suite.endsWith("_SHA384"));
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
        return connection(transport, endPoint, tls, onTop);
    }

    private static Connection connection(
            Transport transport, EndPoint endPoint, SSLEngine tls, Function<EndPoint, Connection> onTop) {
        OffloadingSslEngine engine = new OffloadingSslEngine(tls, transport.workers());
        // no SslContextFactory; the constructor without this parameter is deprecated
        SslConnection connection = new SslConnection(transport.buffers(), transport::execute, null, endPoint, engine);
        engine.whenDone(() -> transport.execute(connection::onFillable)); // makes Jetty call the engine again
        connection.addHandshakeListener(new OutcomeListener());
        EndPoint decrypted = connection.getSslEndPoint();
        decrypted.setConnection(onTop.apply(decrypted));
        return connection;
    }
}
