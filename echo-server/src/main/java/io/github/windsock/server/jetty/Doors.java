package io.github.windsock.server.jetty;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Jetty's selector, which accepts at all doors and serves what was accepted. */
final class Doors extends SelectorManager {
    private final Engine engine;
    private final Map<SelectableChannel, Door> open = new ConcurrentHashMap<>();
    private @Nullable Door accepting; // only the selector's thread uses it

    Doors(Engine engine, LoopExecutor loop, Scheduler timer) {
        super(loop, timer, 1);
        this.engine = engine;
        installBean(timer);
    }

    /** Begins to accept what connects to a bound channel. */
    void listen(Door door, ServerSocketChannel channel) {
        open.put(channel, door);
        acceptor(channel);
    }

    void forget(ServerSocketChannel channel) {
        open.remove(channel);
    }

    ManagedSelector selector() {
        return getBean(ManagedSelector.class);
    }

    @Override
    protected @Nullable SelectableChannel doAccept(SelectableChannel listening) throws IOException {
        accepting = open.get(listening);
        return super.doAccept(listening);
    }

    @Override
    protected void accepted(SelectableChannel channel) throws IOException {
        Door door = accepting;
        if (door == null) { // closed meanwhile
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        ((SocketChannel) channel).setOption(StandardSocketOptions.TCP_NODELAY, true);
        accept(channel, door);
    }

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        Door door = (Door) key.attachment();
        return new DoorEndPoint((SocketChannel) channel, selector, key, getScheduler(), door);
    }

    @Override
    public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object door) {
        DoorEndPoint tcp = (DoorEndPoint) endPoint;
        TlsFactory tls = ((Door) door).tls();
        return tls == null
                ? new KnockConnection(tcp, tcp, engine)
                : tls.newConnection(tcp, decrypted -> new KnockConnection(decrypted, tcp, engine));
    }
}
