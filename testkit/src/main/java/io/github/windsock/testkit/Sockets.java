package io.github.windsock.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/** Opens bare sockets on this machine: plain, or with TLS. */
public final class Sockets {
    /** Plain TCP. */
    public static final Sockets PLAIN = new Sockets(SocketFactory.getDefault(), ServerSocketFactory.getDefault());

    private static final int BACKLOG = 1024;

    private final SocketFactory clients;
    private final ServerSocketFactory servers;

    private Sockets(SocketFactory clients, ServerSocketFactory servers) {
        this.clients = clients;
        this.servers = servers;
    }

    /**
     * Returns sockets with TLS: servers with the keys of the context, and clients that trust it without a check of the
     * host name.
     */
    public static Sockets tls(SSLContext context) {
        return new Sockets(context.getSocketFactory(), context.getServerSocketFactory());
    }

    Socket connect(int port) throws IOException {
        return clients.createSocket(InetAddress.getLoopbackAddress(), port);
    }

    ServerSocket listen() throws IOException {
        return servers.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }
}
