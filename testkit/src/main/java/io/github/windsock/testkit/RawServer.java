package io.github.windsock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** A server of bare sockets on a free port. */
public final class RawServer implements AutoCloseable {
    private static final int TIMEOUT = 60_000;

    private final ServerSocket socket;

    /** Listens on the loopback address. */
    public RawServer() throws IOException {
        this(Sockets.PLAIN);
    }

    /** Listens on the loopback address for plain or TLS sockets. */
    public RawServer(Sockets sockets) throws IOException {
        socket = sockets.listen();
        socket.setSoTimeout(TIMEOUT);
    }

    /** Returns the port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Accepts the next client's handshake, with additional headers in the answer. */
    public RawPeer accept(String... headers) throws IOException {
        return RawPeer.accept(socket.accept(), headers);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
