package io.github.windsock.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A TCP connection that remembers the first bytes it received and whether the peer reset the connection. */
final class TcpChannel implements ByteLayer, SelectorLoop.Selectable {
    private static final int MAX_KEPT = 64;

    private final SocketChannel channel;
    private final Transport transport;
    private final SelectionKey key;
    private final InetSocketAddress remote;
    private final byte[] first = new byte[MAX_KEPT];
    private volatile int kept; // only the transport's thread writes it, after the bytes
    private volatile boolean wasReset;
    private volatile @Nullable Throwable tlsFailure;
    private volatile boolean tlsEstablished;

    // Only the transport's thread uses these.
    private @Nullable SocketConnection connection;
    private @Nullable Listener listener;
    private int interest = SelectionKey.OP_READ; // usually it is read on, so the system is not told each time
    private boolean awaitsBytes;
    private boolean inputEnded;

    /** Is told what the channel is ready for, on the transport's thread. */
    interface Listener {
        /** Bytes are available that were waited for. */
        void readable();

        /** More can be written, which was waited for. */
        void writable();

        /** One of the above has thrown an exception. */
        void broken(Throwable cause);
    }

    TcpChannel(SocketChannel channel, Transport transport, Selector selector) throws IOException {
        this.channel = channel;
        this.transport = transport;
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
        this.key = channel.register(selector, interest, this);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Returns the peer's address, after the end too. */
    InetSocketAddress remote() {
        return remote;
    }

    @Override
    public void connect(SocketConnection onTop) {
        connect(onTop, onTop);
    }

    /** Sets the connection on top, and who is told what this channel is ready for, such as TLS. */
    void connect(SocketConnection onTop, Listener told) {
        connection = onTop;
        listener = told;
    }

    @Override
    public void open() {
        SocketConnection known = connection;
        if (known != null) {
            known.onOpen();
        }
    }

    boolean wasReset() {
        return wasReset;
    }

    byte[] firstBytes() {
        return Arrays.copyOf(first, kept);
    }

    Optional<Throwable> tlsFailure() {
        return Optional.ofNullable(tlsFailure);
    }

    boolean isTlsEstablished() {
        return tlsEstablished;
    }

    /** Records that the TLS handshake is done. */
    void tlsEstablished() {
        tlsEstablished = true;
    }

    /** Records the failure of TLS, unless the peer only closed the connection. */
    void tlsFailed(Throwable reason) {
        if (!isBrokenOff(reason)) {
            tlsFailure = reason;
        }
    }

    private static boolean isBrokenOff(Throwable reason) {
        boolean isIo = reason instanceof IOException && !(reason instanceof SSLException);
        Throwable cause = reason.getCause();
        return isIo || (cause != null && isBrokenOff(cause));
    }

    @Override
    public void selected(SelectionKey ready) {
        Listener told = listener;
        try {
            if (told == null) {
                interest(0); // nothing is on top of it that could read
                return;
            }
            int operations = ready.readyOps();
            if ((operations & SelectionKey.OP_WRITE) != 0) {
                interest(interest & ~SelectionKey.OP_WRITE);
                told.writable();
            }
            if ((operations & SelectionKey.OP_READ) != 0) {
                readable(told);
            }
        } catch (CancelledKeyException e) {
            // it has been closed
        } catch (Throwable e) { // it must not end the thread that all connections share
            if (told != null) {
                told.broken(e);
            }
        }
    }

    private void readable(Listener told) {
        if (awaitsBytes) {
            awaitsBytes = false;
            told.readable();
        }
        if (!awaitsBytes && key.isValid()) { // usually it waits again, or has been closed
            interest(interest & ~SelectionKey.OP_READ);
        }
    }

    private void interest(int operations) {
        if (operations != interest) {
            interest = operations;
            key.interestOps(operations);
        }
    }

    @Override
    public void awaitBytes() {
        awaitsBytes = true;
        await(SelectionKey.OP_READ);
    }

    @Override
    public void awaitRoom(ByteBuffer[] rest) {
        awaitRoom();
    }

    void awaitRoom() {
        transport.execute(() -> await(SelectionKey.OP_WRITE));
    }

    private void await(int operation) {
        try {
            interest(interest | operation);
        } catch (CancelledKeyException e) {
            // It was closed, or the selector's thread has died: both end what waits for it.
        }
    }

    @Override
    public int fill(ByteBuffer buffer) {
        buffer.clear();
        int count = read(buffer);
        buffer.flip();
        return count;
    }

    /** Reads available bytes to the buffer's position, and records a reset. */
    int read(ByteBuffer buffer) {
        if (inputEnded) {
            return -1;
        }
        int count;
        try {
            count = channel.read(buffer);
        } catch (ClosedChannelException e) { // by this end
            count = -1;
        } catch (IOException e) {
            wasReset = true;
            count = -1;
        }
        inputEnded = count < 0;
        if (count > 0 && kept < MAX_KEPT) {
            keep(buffer, count);
        }
        return count;
    }

    private void keep(ByteBuffer buffer, int count) {
        int before = kept;
        int more = Math.min(count, MAX_KEPT - before);
        buffer.get(buffer.position() - count, first, before, more);
        kept = before + more;
        SocketConnection known = connection;
        if (before == 0 && known != null) {
            known.onBegun();
        }
    }

    @Override
    public boolean flush(ByteBuffer[] buffers) throws IOException {
        if (buffers.length == 1) {
            channel.write(buffers[0]);
        } else {
            channel.write(buffers);
        }
        return isWritten(buffers);
    }

    /** Tells whether nothing is left to write. */
    static boolean isWritten(ByteBuffer[] buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void shutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // it is closed already
        }
    }

    /** Makes the close send RST. */
    void resetAtClose() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            wasReset = true; // it is closed already
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    @Override
    public void closeTcp() {
        close();
    }

    /** Closes what may be closed already. */
    static void close(@Nullable Closeable channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // nothing is left to close
        }
    }
}
