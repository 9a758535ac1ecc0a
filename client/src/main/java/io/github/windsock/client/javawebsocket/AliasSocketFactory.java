package io.github.windsock.client.javawebsocket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.java_websocket.client.WebSocketClient;
import org.jspecify.annotations.Nullable;

/**
 * Gives a client sockets that are already connected, so that the client looks up no host. TLS is layered over the
 * socket with the host and port of the URL, so that SNI and the certificate check use the URL's name. A {@code
 * DnsResolver} of the library could not change the port.
 */
final class AliasSocketFactory extends SocketFactory {
    private static final int HTTPS = 443;

    private final WebSocketClient client;
    private final InetSocketAddress address;
    private final @Nullable SSLContext trust;

    AliasSocketFactory(WebSocketClient client, InetSocketAddress address, @Nullable SSLContext trust) {
        this.client = requireNonNull(client, "client must not be null");
        this.address = requireNonNull(address, "address must not be null");
        this.trust = trust;
    }

    @Override
    public Socket createSocket() throws IOException {
        URI uri = client.getURI();
        Socket socket = new Socket();
        try {
            socket.connect(address);
            if (!"wss".equals(uri.getScheme())) {
                return socket;
            }
            int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
            return tls().createSocket(socket, uri.getHost(), port, true);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private SSLSocketFactory tls() {
        return trust == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trust.getSocketFactory();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unasked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unasked();
    }

    private static UnsupportedOperationException unasked() {
        return new UnsupportedOperationException("the sockets of an alias are for its client alone");
    }
}
