package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A channel that listens. It accepts one connection each time it is selected: a second accept that finds none costs more
 * than selecting again. Only the loop's thread uses it.
 */
final class ListeningChannel implements SelectorLoop.Selectable {
    private final ServerSocketChannel listening;
    private final BoundPort port;
    private final Transport transport;
    private final SelectorLoop loop;
    private boolean failing;

    ListeningChannel(ServerSocketChannel listening, BoundPort port, Transport transport, SelectorLoop loop) {
        this.listening = listening;
        this.port = port;
        this.transport = transport;
        this.loop = loop;
    }

    @Override
    public void selected(SelectionKey key) {
        SocketChannel channel = null;
        try {
            channel = listening.accept();
        } catch (IOException e) {
            loop.pause(this); // before the next line, after which nothing else would end a pause
            interest(0);
            report(e);
        }
        if (channel != null) {
            accept(channel);
        }
    }

    private void accept(SocketChannel channel) {
        try {
            open(channel);
            failing = false;
        } catch (Throwable e) { // such as no memory; the next connection may succeed
            TcpChannel.close(channel);
            report(e);
        }
    }

    private void open(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        TcpChannel tcp = new TcpChannel(channel, transport, loop.selector());
        TlsFactory tls = port.tls();
        ByteLayer layer = tls == null ? tcp : tls.newLayer(transport, tcp);
        loop.accepted(layer, tcp, port.acceptor());
        layer.open();
    }

    /** Reports only the first of several failures in a row, since the system may refuse all further connections. */
    private void report(Throwable failure) {
        if (!failing) {
            failing = true;
            port.acceptor().failed(failure);
        }
    }

    /** Accepts again after a pause. */
    void resume() {
        interest(SelectionKey.OP_ACCEPT);
    }

    private void interest(int ops) {
        SelectionKey key = listening.keyFor(loop.selector());
        if (key != null && key.isValid()) {
            key.interestOps(ops);
        }
    }
}
