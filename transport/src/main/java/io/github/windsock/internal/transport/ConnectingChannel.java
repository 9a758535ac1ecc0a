package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A client's channel that is not connected yet. Only the loop's thread uses it. */
final class ConnectingChannel implements SelectorLoop.Selectable {
    private final SocketChannel channel;
    private final @Nullable ClientTls tls;
    private final BoundPort.Acceptor peer;
    private final Transport transport;
    private final SelectorLoop loop;

    ConnectingChannel(
            SocketChannel channel,
            @Nullable ClientTls tls,
            BoundPort.Acceptor peer,
            Transport transport,
            SelectorLoop loop) {
        this.channel = channel;
        this.tls = tls;
        this.peer = peer;
        this.transport = transport;
        this.loop = loop;
    }

    void connect(InetSocketAddress address) {
        try {
            if (channel.connect(address) || channel.finishConnect()) { // often at once on loopback
                begin();
            } else {
                channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
                loop.connecting().add(this);
            }
        } catch (IOException | RuntimeException e) { // such as an address without a port
            fail(e);
        }
    }

    @Override
    public void selected(SelectionKey key) {
        try {
            if (channel.finishConnect()) {
                begin();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void begin() {
        loop.connecting().remove(this);
        try {
            TcpChannel tcp = new TcpChannel(channel, transport, loop.selector());
            ByteLayer layer = tls == null ? tcp : TlsFactory.newClientLayer(transport, tcp, tls);
            SocketConnection connection = loop.accepted(layer, tcp, peer);
            if (tls == null) {
                connection.awaitsBytes(); // a server sends nothing before the request
            }
            layer.open();
        } catch (Throwable e) { // such as no memory
            fail(e);
        }
    }

    void fail(Throwable cause) {
        loop.connecting().remove(this);
        TcpChannel.close(channel);
        peer.failed(cause);
    }
}
