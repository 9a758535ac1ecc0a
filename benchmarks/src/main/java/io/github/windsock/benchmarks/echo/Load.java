package io.github.windsock.benchmarks.echo;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that each send a binary message, count the bytes of its echo, and send the next; on one thread with one
 * selector.
 */
public final class Load implements Closeable {

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);

    /** The progress of one connection. */
    private static final class Turn {

        final ByteBuffer out;
        long wanted;

        Turn(ByteBuffer out, long wanted) {
            this.out = out;
            this.wanted = wanted;
        }
    }

    /**
     * Connects.
     *
     * @param port the port of a server on this machine
     * @param connections the number of connections
     * @throws IOException if a connection is refused
     */
    public Load(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            channels.add(connect(port));
        }
    }

    /**
     * Returns the number of connections.
     *
     * @return the number
     */
    public int connections() {
        return channels.size();
    }

    /**
     * Sends and counts messages. May stop in the middle of a frame, so this can be called only once.
     *
     * @param size the size of each message in bytes
     * @param nanos the duration in nanoseconds
     * @return the number of echoed messages
     * @throws IOException if a connection is lost
     */
    public long run(int size, long nanos) throws IOException {
        byte[] frame = frame(size).array();
        long echoSize = (long) size + (size < 126 ? 2 : size < 65_536 ? 4 : 10);
        for (SocketChannel channel : channels) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE, new Turn(ByteBuffer.wrap(frame), echoSize));
        }
        long messages = 0;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < nanos) {
            selector.select(1000);
            for (SelectionKey key : selector.selectedKeys()) {
                messages += go(key, echoSize);
            }
            selector.selectedKeys().clear();
        }
        return messages;
    }

    private int go(SelectionKey key, long echoSize) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Turn turn = (Turn) key.attachment();
        if (key.isReadable()) {
            in.clear();
            int count = channel.read(in);
            if (count < 0) {
                throw new IOException("the server closed a connection under load");
            }
            turn.wanted -= count;
        }
        int echoed = 0;
        if (turn.wanted <= 0) { // a server that splits a frame sends a few bytes more
            turn.wanted = echoSize;
            turn.out.rewind();
            echoed = 1;
        }
        channel.write(turn.out);
        key.interestOps(SelectionKey.OP_READ | (turn.out.hasRemaining() ? SelectionKey.OP_WRITE : 0));
        return echoed;
    }

    /**
     * Returns a frame with a binary message of zeros.
     *
     * @param size the size of its payload in bytes
     * @return the frame, with its position at the beginning
     */
    public static ByteBuffer frame(int size) {
        ByteBuffer frame = ByteBuffer.allocate(size + 14).put((byte) 0x82);
        if (size < 126) {
            frame.put((byte) (0x80 | size));
        } else if (size < 65_536) {
            frame.put((byte) 0xFE).putShort((short) size);
        } else {
            frame.put((byte) 0xFF).putLong(size);
        }
        frame.putInt(0); // a mask of zeros leaves the payload unchanged
        byte[] bytes = new byte[frame.position() + size];
        frame.flip().get(bytes, 0, frame.limit());
        return ByteBuffer.wrap(bytes);
    }

    /**
     * Opens a connection.
     *
     * @param port the port of a server on this machine
     * @return the connection after its opening handshake, in blocking mode
     * @throws IOException if it is refused
     */
    public static SocketChannel connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(OpeningRequest.bytes()));
        StringBuilder answer = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (answer.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0) {
                throw new IOException("no handshake: " + answer);
            }
            answer.append((char) one.get(0));
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no handshake: " + answer);
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
