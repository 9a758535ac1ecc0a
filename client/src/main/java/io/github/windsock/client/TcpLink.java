package io.github.windsock.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection on the {@link IoLoop}. Writing starts on the caller's thread and never blocks it; what the server
 * does not take is written by the loop when it does.
 */
final class TcpLink implements Link {
    /** A server that has been told the end gets this long to end its side, before the connection is dropped. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** The JDK copies a heap buffer into a direct one of the same size, kept for each thread: so, by pieces. */
    private static final int WRITE_SLICE = 128 * 1024;

    private final IoLoop loop;
    private final SocketChannel channel;
    private final Handler handler;
    private final Object out = new Object();
    private final Queue<Piece> pieces = new ArrayDeque<>();
    private volatile @Nullable SelectionKey key;
    private boolean connected;
    private boolean ending;
    private boolean outputBroken;
    private boolean ended;
    private volatile IoLoop.@Nullable Timer lingering;

    private record Piece(ByteBuffer bytes, Runnable written) {}

    private TcpLink(IoLoop loop, SocketChannel channel, Handler handler) {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
    }

    /**
     * Starts to connect; {@code connected} or {@code ended} of the handler follows, the first on this thread if the
     * system connects at once. Holds a lease of the loop until the end.
     */
    static TcpLink connect(InetSocketAddress address, Handler handler) {
        IoLoop loop = IoLoop.lease();
        SocketChannel channel;
        try {
            channel = SocketChannel.open();
        } catch (IOException e) {
            loop.release();
            throw new UncheckedIOException("Cannot open a socket", e);
        }
        TcpLink link = new TcpLink(loop, channel, handler);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean done = channel.connect(address) || channel.finishConnect(); // loopback needs no second look
            link.key = loop.register(channel, done ? 0 : SelectionKey.OP_CONNECT, link::ready);
            if (done) {
                link.connectedNow(); // on loopback: spares a wake-up
            }
        } catch (IOException | RuntimeException e) {
            IOException cause = e instanceof IOException io ? io : new IOException(e.toString(), e);
            loop.execute(() -> link.finish(cause));
        }
        return link;
    }

    @Override
    public void write(ByteBuffer bytes, Runnable written) {
        synchronized (out) {
            if (ending || outputBroken || ended) {
                return;
            }
            pieces.add(new Piece(bytes, written));
            if (connected && pieces.size() == 1) {
                flush();
            }
        }
    }

    @Override
    public void end() {
        synchronized (out) {
            if (ending || ended) {
                return;
            }
            ending = true;
            if (!connected) {
                loop.execute(() -> finish(null));
                return;
            }
            if (pieces.isEmpty()) {
                shutDownOutput();
            }
        }
        lingering = loop.schedule(LINGER, () -> finish(null));
    }

    @Override
    public void abort(boolean reset) {
        if (reset) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // Already closed: there is nothing left to reset.
            }
        }
        loop.execute(() -> finish(null));
    }

    @Override
    public void pauseReading(boolean pause) {
        SelectionKey here = key;
        if (here == null) {
            return;
        }
        if (pause) {
            loop.uninterested(here, SelectionKey.OP_READ);
        } else {
            loop.interested(here, SelectionKey.OP_READ);
        }
    }

    private void ready(SelectionKey ready) {
        if (!ready.isValid()) {
            return;
        }
        key = ready; // the connecting thread may not have stored it yet
        if (ready.isConnectable()) {
            finishConnect();
            return;
        }
        if (ready.isWritable()) {
            loop.uninterested(ready, SelectionKey.OP_WRITE);
            synchronized (out) {
                flush();
            }
        }
        if (ready.isReadable()) {
            read();
        }
    }

    private void finishConnect() {
        try {
            channel.finishConnect();
        } catch (IOException e) {
            finish(e);
            return;
        }
        connectedNow();
    }

    private void connectedNow() {
        SelectionKey here = key;
        if (ended || here == null) {
            return;
        }
        loop.uninterested(here, SelectionKey.OP_CONNECT);
        synchronized (out) {
            connected = true;
            flush();
        }
        handler.connected(this);
        loop.interested(here, SelectionKey.OP_READ);
    }

    private void read() {
        int count;
        ByteBuffer buffer = loop.readBuffer();
        try {
            count = channel.read(buffer);
        } catch (IOException e) {
            finish(e);
            return;
        }
        if (count < 0) {
            finish(null);
        } else if (count > 0) {
            handler.received(buffer.flip());
        }
    }

    /** Writes what the system takes. Called under the lock. */
    private void flush() {
        try {
            for (Piece piece = pieces.peek(); piece != null && !outputBroken; piece = pieces.peek()) {
                if (!writeAll(piece.bytes)) {
                    SelectionKey here = key;
                    if (here != null) {
                        loop.interested(here, SelectionKey.OP_WRITE);
                    }
                    return;
                }
                pieces.remove();
                piece.written.run();
            }
            if (ending && !outputBroken) {
                shutDownOutput();
            }
        } catch (IOException e) {
            // What the server sent before it went is still to be read: the reader meets the end in its turn.
            outputBroken = true;
            pieces.clear();
        }
    }

    private boolean writeAll(ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            int slice = Math.min(end, bytes.position() + WRITE_SLICE);
            bytes.limit(slice);
            channel.write(bytes);
            boolean took = bytes.position() == slice;
            bytes.limit(end);
            if (!took) {
                return false;
            }
        }
        return true;
    }

    private void shutDownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            outputBroken = true; // gone already: the reader meets the end
        }
    }

    /** Ends everything, once. On the loop's thread. */
    private void finish(@Nullable IOException cause) {
        synchronized (out) {
            if (ended) {
                return;
            }
            ended = true;
            pieces.clear();
        }
        IoLoop.Timer timer = lingering;
        if (timer != null) {
            timer.cancel(); // if it is set only now, it will find the end
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone in any case, and the socket's end has its cause.
        }
        try {
            handler.ended(cause);
        } finally {
            loop.release();
        }
    }
}
