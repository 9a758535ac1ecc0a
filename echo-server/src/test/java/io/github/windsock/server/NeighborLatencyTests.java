package io.github.windsock.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long an echo takes while others are greedy. It leaves rows; how many turns others get is asserted elsewhere. */
@EnabledIfSystemProperty(named = "windsock.soak", matches = "true")
class NeighborLatencyTests {
    private static final int ECHOES = 5_000;
    private static final int NON_READERS = 100;

    @Test
    void is_written_down_for_those_who_share_a_server() throws Exception {
        try (EchoServer server = EchoServer.start();
                RawPeer polite = RawPeer.open(server.port())) {
            long[] warmedUp = echoes(polite);
            assertEquals(ECHOES, warmedUp.length);
            long[] alone = echoes(polite);
            row("nobody", alone, alone);
            Greedy flood = new Greedy(server.port(), 1, 10, true);
            try (flood) {
                row("one client that floods messages of 10 bytes and reads", echoes(polite), alone);
            }
            Greedy deaf = new Greedy(server.port(), NON_READERS, 60_000, false);
            try (deaf) {
                row("100 clients that send messages of 60 kB and read nothing", echoes(polite), alone);
            }
        }
    }

    private static long[] echoes(RawPeer polite) throws IOException {
        long[] nanos = new long[ECHOES];
        for (int i = 0; i < ECHOES; i++) {
            long begun = System.nanoTime();
            polite.send(0x81, "hello");
            assertEquals("hello", polite.read().text());
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void row(String others, long[] nanos, long[] alone) throws IOException {
        int p99 = ECHOES * 99 / 100;
        String row = String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %d | %d | %.1f |%n",
                LocalDate.now(ZoneOffset.UTC),
                others,
                ECHOES,
                nanos[ECHOES / 2] / 1000,
                nanos[p99] / 1000,
                (double) nanos[p99] / alone[p99]);
        Path folder = Files.createDirectories(Path.of(System.getProperty("windsock.soak.results")));
        Files.writeString(
                folder.resolve("neighbors.md"), row, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Clients that write as much as is taken, on a thread of their own. */
    private static final class Greedy implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final List<SocketChannel> channels = new ArrayList<>();
        private final Thread thread = new Thread(this::run, "greedy");
        private volatile boolean over;

        Greedy(int port, int clients, int size, boolean reads) throws IOException {
            byte[] frame = RawFrame.encode(true, 0x82, new byte[size]);
            ByteBuffer many = ByteBuffer.allocate(frame.length * Math.max(1, 10_000 / frame.length));
            while (many.hasRemaining()) {
                many.put(frame);
            }
            for (int i = 0; i < clients; i++) {
                SocketChannel channel = open(port);
                int operations = reads ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_WRITE;
                channel.register(selector, operations, ByteBuffer.wrap(many.array()));
                channels.add(channel);
            }
            thread.start();
        }

        private static SocketChannel open(int port) throws IOException {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            RawPeer unused = RawPeer.knock(channel.socket());
            channel.configureBlocking(false);
            return channel;
        }

        private void run() {
            ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
            try {
                while (!over) {
                    selector.select();
                    for (SelectionKey key : selector.selectedKeys()) {
                        step(key, in);
                    }
                    selector.selectedKeys().clear();
                }
            } catch (IOException e) {
                throw new AssertionError("a greedy client was cut off", e);
            }
        }

        private static void step(SelectionKey key, ByteBuffer in) throws IOException {
            SocketChannel channel = (SocketChannel) key.channel();
            ByteBuffer out = (ByteBuffer) key.attachment();
            if (key.isReadable()) {
                channel.read(in.clear());
            }
            channel.write(out);
            if (!out.hasRemaining()) {
                out.rewind();
            }
        }

        @Override
        public void close() throws IOException {
            over = true;
            selector.wakeup();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a greedy client ends");
            }
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        }
    }
}
