package io.github.windsock.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The decrypted side of Jetty's TLS: what it calls a connection, between its endpoint and ours. */
final class TlsLayer extends AbstractConnection implements ByteLayer {
    private final SslConnection tls;
    private final EndPoint decrypted;
    private final TlsEndPoint encrypted;
    private final Transport transport;
    private @Nullable SocketConnection connection; // set before it is opened

    TlsLayer(SslConnection tls, TlsEndPoint encrypted, Transport transport) {
        super(tls.getSslEndPoint(), transport::execute);
        this.tls = tls;
        this.decrypted = tls.getSslEndPoint();
        this.encrypted = encrypted;
        this.transport = transport;
    }

    /** Tells the connection on top that more can be written. */
    private record RestWritten(SocketConnection connection) implements Callback {
        @Override
        public void succeeded() {
            connection.writable();
        }

        @Override
        public void failed(Throwable cause) {
            connection.writeFailed(cause);
        }
    }

    private SocketConnection connection() {
        SocketConnection known = connection;
        if (known == null) {
            throw new IllegalStateException("TLS has no connection on top yet");
        }
        return known;
    }

    // Called by Jetty.

    @Override
    public void onOpen() {
        connection().onOpen();
    }

    @Override
    public void onFillable() {
        transport.execute(connection()::readable);
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        transport.execute(connection()::readable); // the next read fails in the same way
    }

    // Called by the connection on top.

    @Override
    public void connect(SocketConnection onTop) {
        connection = onTop;
        encrypted.connect(onTop);
    }

    @Override
    public void open() {
        tls.onOpen();
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        BufferUtil.clear(buffer);
        return decrypted.fill(buffer);
    }

    @Override
    public void awaitBytes() {
        if (!isFillInterested()) {
            fillInterested();
        }
    }

    @Override
    public boolean flush(ByteBuffer[] bytes) throws IOException {
        return decrypted.flush(bytes);
    }

    @Override
    public void awaitRoom(ByteBuffer[] rest) {
        decrypted.write(new RestWritten(connection()), rest);
    }

    @Override
    public void shutdownOutput() {
        decrypted.shutdownOutput();
    }

    @Override
    public void close() {
        decrypted.close();
    }

    @Override
    public void closeTcp() {
        encrypted.close();
    }
}
