package io.github.windsock.server.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's selector, which accepts at all doors and serves what was accepted. Accepting is done here, on the selector's
 * thread: Jetty would pass each connection on to that same thread, and wake it for that.
 */
final class PortSelector extends SelectorManager {
    private final Engine engine;

    PortSelector(Engine engine, LoopExecutor loop, Scheduler timer) {
        super(loop, timer, 1);
        this.engine = engine;
        installBean(timer);
    }

    /** Begins to accept what connects to bound channels. */
    void listen(ListeningPort door, List<ServerSocketChannel> channels) {
        selector().submit(selector -> {
            for (ServerSocketChannel channel : channels) {
                register(channel, selector, new Acceptor(channel, door));
            }
        });
    }

    private static void register(ServerSocketChannel channel, Selector selector, Acceptor acceptor) {
        try {
            channel.register(selector, SelectionKey.OP_ACCEPT, acceptor);
        } catch (ClosedChannelException e) {
            throw new UncheckedIOException("cannot accept on " + channel, e);
        }
    }

    ManagedSelector selector() {
        return chooseSelector(); // there is but one
    }

    /** Accepts one connection at a time: to ask whether there is another costs more than to be told. */
    private final class Acceptor implements ManagedSelector.Selectable {
        private final ServerSocketChannel listening;
        private final ListeningPort door;
        private boolean failing;

        Acceptor(ServerSocketChannel listening, ListeningPort door) {
            this.listening = listening;
            this.door = door;
        }

        @Override
        public @Nullable Runnable onSelected() {
            SocketChannel channel = null;
            try {
                channel = listening.accept();
                if (channel != null) {
                    enter(channel, door);
                    failing = false;
                }
            } catch (IOException | RuntimeException | Error e) {
                IO.close(channel);
                tell(e);
            }
            return null;
        }

        /** Tells it once in a row, since it may be that the system lets in nobody any more. */
        private void tell(Throwable failure) {
            if (!failing) {
                failing = true;
                door.visitor().strayed("a connection that could not be accepted: " + failure);
            }
        }

        @Override
        public void updateKey() {
            // it waits for the same always
        }

        @Override
        public void replaceKey(SelectionKey newKey) {
            // it does not know the present one either
        }
    }

    private void enter(SocketChannel channel, ListeningPort door) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        ManagedSelector selector = selector();
        SelectionKey key = channel.register(selector.getSelector(), 0, door);
        EndPoint endPoint = newEndPoint(channel, selector, key);
        Connection connection = newConnection(channel, endPoint, door);
        endPoint.setConnection(connection);
        key.attach(endPoint);
        endPoint.onOpen();
        connectionOpened(connection, door);
    }

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        ListeningPort door = (ListeningPort) key.attachment();
        return new SocketEndPoint((SocketChannel) channel, selector, key, getScheduler(), door);
    }

    @Override
    public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object door) {
        SocketEndPoint tcp = (SocketEndPoint) endPoint;
        TlsFactory tls = ((ListeningPort) door).tls();
        return tls == null
                ? new HttpConnection(tcp, tcp, engine)
                : tls.newConnection(tcp, decrypted -> new HttpConnection(decrypted, tcp, engine));
    }
}
