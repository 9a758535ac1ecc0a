package io.github.windsock.internal.transport;

import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
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
    private record OutcomeListener(TcpChannel tcp) implements SslHandshakeListener {

        @Override
        public void handshakeSucceeded(Event event) {
            tcp.tlsEstablished();
        }

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            tcp.tlsFailed(failure);
        }
    }

    /** Returns the TLS of a server's connection. */
    ByteLayer newLayer(Transport transport, TcpChannel tcp) {
        return newLayer(transport, tcp, newServerEngine());
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

    /** Returns the TLS of a client's connection. */
    static ByteLayer newClientLayer(Transport transport, TcpChannel tcp, ClientTls settings) {
        SSLEngine tls = settings.context().createSSLEngine(settings.host(), settings.port());
        tls.setUseClientMode(true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (settings.isName()) {
            parameters.setServerNames(List.of(new SNIHostName(settings.host())));
        }
        tls.setSSLParameters(parameters);
        return newLayer(transport, tcp, tls);
    }

    private static ByteLayer newLayer(Transport transport, TcpChannel tcp, SSLEngine tls) {
        OffloadingSslEngine engine = new OffloadingSslEngine(tls, transport.workers());
        TlsEndPoint encrypted = new TlsEndPoint(tcp, transport);
        // no SslContextFactory; the constructor without this parameter is deprecated
        SslConnection connection = new SslConnection(transport.buffers(), transport::execute, null, encrypted, engine);
        engine.whenDone(() -> transport.execute(connection::onFillable)); // makes Jetty call the engine again
        connection.addHandshakeListener(new OutcomeListener(tcp));
        encrypted.setConnection(connection);
        TlsLayer layer = new TlsLayer(connection, encrypted, transport);
        connection.getSslEndPoint().setConnection(layer);
        return layer;
    }
}
