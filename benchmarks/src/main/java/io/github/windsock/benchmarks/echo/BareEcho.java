package io.github.windsock.benchmarks.echo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * What a selector of the JDK can do at best: answers any request with 101, and then echoes bytes as they are, frames and
 * masks included. It reads nothing more of a client that does not take what it is sent.
 */
final class BareEcho {
    private static final byte[] ANSWER = "HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(US_ASCII);
    private static final int BYTES = 1 << 16;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listening = ServerSocketChannel.open();

    /** One connection: what it has sent and not got back yet. */
    private static final class Pending {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
        boolean isOpen;
    }

    private BareEcho() throws IOException {
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Starts one on a thread of its own, and returns its port. */
    static int listen() throws IOException {
        BareEcho echo = new BareEcho();
        Thread thread = new Thread(echo::run, "bare-echo");
        thread.setDaemon(true);
        thread.start();
        return ((InetSocketAddress) echo.listening.getLocalAddress()).getPort();
    }

    private void run() {
        try {
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable()) {
                        accept();
                    } else {
                        step(key);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new AssertionError("the bare echo ended", e);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listening.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new Pending());
    }

    private static void step(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Pending pending = (Pending) key.attachment();
        try {
            if (key.isReadable() && channel.read(pending.bytes) < 0) {
                channel.close();
                return;
            }
            if (!pending.isOpen) {
                pending.isOpen = true;
                pending.bytes.clear().put(ANSWER); // a request of the benchmarks comes in one piece
            }
            channel.write(pending.bytes.flip());
            pending.bytes.compact();
            key.interestOps(pending.bytes.position() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
        } catch (IOException e) {
            channel.close(); // the client is gone
        }
    }
}
