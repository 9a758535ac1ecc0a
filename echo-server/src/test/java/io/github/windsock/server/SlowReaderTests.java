package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.broadcast;
import static io.github.windsock.server.Behaviors.push;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.ChildJvm;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Clients that do not read, and a fast writer, within a heap of 64 MiB: the server holds one message for each. */
class SlowReaderTests {
    private static final int CONNECTIONS = Boolean.getBoolean("windsock.soak") ? 500 : 50;
    private static final int SIZE = 10_000;
    private static final long MOST_QUEUED = SIZE + 4;
    private static final long MOST_TAKEN = 100_000_000;

    @Test
    void leave_memory_bounded() throws Exception {
        try (ChildJvm child = ChildJvm.start(
                SlowReaderTests.class, "-Xmx64m", "-Dwindsock.soak=" + System.getProperty("windsock.soak"))) {
            String output = child.readAll();

            assertEquals(0, child.waitFor(), output);
        }
    }

    /** What the child does. */
    public static void main(String... args) throws Exception {
        broadcastToOneThatDoesNotRead();
        pushToAllThatDoNotRead();
        System.exit(0);
    }

    private static void broadcastToOneThatDoesNotRead() throws Exception {
        try (EchoServer server = start(broadcast("a", Audience.OTHERS));
                Selector selector = Selector.open();
                SocketChannel slow = connect(server);
                SocketChannel writer = connect(server)) {
            List<SocketChannel> readers = new ArrayList<>();
            for (int i = 2; i < CONNECTIONS; i++) {
                SocketChannel reader = connect(server);
                reader.configureBlocking(false);
                reader.register(selector, SelectionKey.OP_READ);
                readers.add(reader);
            }
            Thread drain = new Thread(() -> drain(selector), "readers");
            drain.setDaemon(true);
            drain.start();

            writer.configureBlocking(false);
            long taken =
                    flood(writer, server, () -> server.connection(1).session().queued() > 0);

            require(slow.isConnected(), "the slow reader was cut off");
            require(taken < MOST_TAKEN, taken + " bytes were taken for a client that reads nothing");
            requireBounded(server);
            for (SocketChannel reader : readers) {
                reader.close();
            }
        }
    }

    /** A journal holds 16 MiB by default, a quarter of this heap. */
    private static EchoServer start(Behavior behavior) {
        io.github.windsock.journal.Settings small =
                io.github.windsock.journal.Settings.ofSystemProperties().withLimits(5_000, 4 << 20);
        return EchoServer.builder()
                .journal(Recorder.create(small))
                .behavior(behavior)
                .start();
    }

    /** Writes until nothing more is taken, and the slow reader is why. */
    private static long flood(SocketChannel writer, EchoServer server, BooleanSupplier isStuck) throws Exception {
        ByteBuffer frame = ByteBuffer.wrap(RawFrame.encode(true, 0x82, new byte[SIZE]));
        long taken = 0;
        boolean full = false;
        while (!full && taken < MOST_TAKEN) {
            int count = writer.write(frame);
            taken += count;
            if (!frame.hasRemaining()) {
                frame.rewind();
            }
            full = count == 0 && isQuiet(server) && isStuck.getAsBoolean();
        }
        return taken;
    }

    private static void pushToAllThatDoNotRead() throws Exception {
        try (EchoServer server = start(push(ofMillis(1), new byte[SIZE]))) {
            List<SocketChannel> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(connect(server));
            }
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!isStuck(server) || !isQuiet(server)) {
                require(System.nanoTime() < deadline, "still sending to clients that read nothing");
            }
            requireBounded(server);
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static boolean isStuck(EchoServer server) {
        return server.connections().stream()
                .allMatch(connection -> connection.session().queued() > 0);
    }

    /** Returns whether nothing has happened for a while. */
    private static boolean isQuiet(EchoServer server) throws InterruptedException {
        long before = Recorder.of(server).version();
        return Recorder.of(server).awaitChange(before, Duration.ofMillis(100).toNanos()) == before;
    }

    private static void requireBounded(EchoServer server) {
        require(server.connections().size() == CONNECTIONS, "connections are missing");
        server.connections().forEach(connection -> {
            long queued = connection.session().queued();
            require(queued <= MOST_QUEUED, queued + " bytes are queued for " + connection);
        });
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Connects with little room for what is not read, which the kernel would hold. */
    private static SocketChannel connect(EchoServer server) throws IOException {
        SocketChannel client = SocketChannel.open();
        client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        client.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port()));
        RawPeer.open(client);
        return client;
    }

    private static void drain(Selector selector) {
        ByteBuffer sink = ByteBuffer.allocate(1 << 16);
        try {
            while (selector.isOpen()) { // until the clients leave
                selector.select(key -> read(key, sink));
            }
        } catch (IOException | ClosedSelectorException e) {
            // the clients have left
        }
    }

    private static void read(SelectionKey key, ByteBuffer sink) {
        try {
            if (((SocketChannel) key.channel()).read(sink.clear()) < 0) {
                key.cancel();
            }
        } catch (IOException e) {
            key.cancel(); // the client has left
        }
    }
}
