package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** A TCP connection as Jetty's TLS reads from it and writes to it. */
final class TlsEndPoint extends AbstractEndPoint implements TcpChannel.Listener {
    private final TcpChannel tcp;
    private final Transport transport;
    private volatile @Nullable SocketConnection connection;

    TlsEndPoint(TcpChannel tcp, Transport transport) {
        super(null); // no timer: it has no idle timeout
        this.tcp = tcp;
        this.transport = transport;
    }

    /** Sets the connection on top of TLS, which ends with this. */
    void connect(SocketConnection onTop) {
        connection = onTop;
        tcp.connect(onTop, this);
    }

    @Override
    public void readable() {
        getFillInterest().fillable();
    }

    @Override
    public void writable() {
        getWriteFlusher().completeWrite();
    }

    @Override
    public void broken(Throwable cause) {
        close(cause);
    }

    @Override
    protected void needsFillInterest() {
        transport.execute(tcp::awaitBytes);
    }

    @Override
    protected void onIncompleteFlush() {
        tcp.awaitRoom();
    }

    @Override
    public int fill(ByteBuffer buffer) {
        if (isInputShutdown()) {
            return -1;
        }
        int position = BufferUtil.flipToFill(buffer);
        int count = tcp.read(buffer);
        BufferUtil.flipToFlush(buffer, position);
        if (count < 0) {
            shutdownInput();
        }
        return count;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return tcp.flush(buffers);
    }

    @Override
    protected void doShutdownOutput() {
        tcp.shutdownOutput();
    }

    @Override
    protected void doClose() {
        tcp.close();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        SocketConnection known = connection;
        if (known != null) {
            transport.submit(() -> getConnection().onClose(cause)); // frees buffers, which TLS may be using just now
            known.close();
        }
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        throw new IllegalStateException("not called: neither TLS nor this transport asks for it");
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return tcp.remote();
    }

    @Override
    public Object getTransport() {
        return tcp.channel();
    }
}
