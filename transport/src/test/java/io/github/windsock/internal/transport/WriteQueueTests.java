package io.github.windsock.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WriteQueueTests {
    private static final int PIECE = 16 * 1024;
    private static final int ALL = 4 * WriteQueue.TURN_BYTES;

    private static final int CHAIN = 1000;

    /** Where the transport's thread stops until another connection's byte is there. */
    private final CountDownLatch begun = new CountDownLatch(1);

    private final CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    private final AtomicInteger pieces = new AtomicInteger(); // that the transport has asked for

    /** Answers a byte with four turns of bytes. */
    private final class Writing extends EchoHandler {

        Writing(ByteConnection connection) {
            super(connection);
        }

        @Override
        public void received(ByteBuffer bytes) {
            bytes.position(bytes.limit());
            begun.countDown();
            goOn.join();
            for (int i = 0; i < ALL / PIECE; i++) {
                connection.write(new Piece());
            }
        }
    }

    private final class Piece implements Outgoing {
        @Override
        public int size() {
            return PIECE;
        }

        @Override
        public ByteBuffer[] bytes() {
            pieces.incrementAndGet();
            return new ByteBuffer[] {ByteBuffer.allocate(PIECE)};
        }
    }

    /** Answers a byte with one of its own, and each byte that is written with the next one. */
    private final class Chain extends EchoHandler {

        Chain(ByteConnection connection) {
            super(connection);
        }

        @Override
        public void received(ByteBuffer bytes) {
            bytes.position(bytes.limit());
            begun.countDown();
            goOn.join();
            connection.write(new ChainedWrite());
        }

        private final class ChainedWrite implements Outgoing {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public ByteBuffer[] bytes() {
                return new ByteBuffer[] {ByteBuffer.allocate(1)};
            }

            @Override
            public void written() {
                if (pieces.incrementAndGet() < CHAIN) {
                    connection.write(new ChainedWrite());
                }
            }
        }
    }

    @Test
    void lets_others_have_their_turn_after_256_KiB() throws Exception {
        int before = piecesBeforeTheOthersTurn(Writing::new, ALL);

        assertTrue(before * PIECE <= 2 * WriteQueue.TURN_BYTES, before + " pieces before the other's turn");
    }

    @Test
    void lets_others_have_their_turn_after_16_writes_that_lead_to_each_other() throws Exception {
        int before = piecesBeforeTheOthersTurn(Chain::new, CHAIN);

        assertTrue(before <= 2 * WriteQueue.TURN_WRITES, before + " writes before the other's turn");
    }

    /** Returns the number of pieces that a greedy connection has written when another one is read from. */
    private int piecesBeforeTheOthersTurn(Function<ByteConnection, EchoHandler> greedyHandling, int bytes)
            throws Exception {
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        AtomicInteger connections = new AtomicInteger();
        Function<ByteConnection, EchoHandler> handling = connection -> connections.incrementAndGet() == 1
                ? greedyHandling.apply(connection)
                : new EchoHandler(connection) {
                    @Override
                    public void received(ByteBuffer bytes) {
                        seen.complete(pieces.get());
                        super.received(bytes);
                    }
                };
        try (TestPort port = TestPort.open(handling);
                Socket greedy = port.connect()) {
            port.handler();
            try (Socket other = port.connect()) {
                port.handler();
                greedy.getOutputStream().write('x');
                assertTrue(begun.await(20, TimeUnit.SECONDS));
                other.getOutputStream().write('x');
                goOn.complete(true);

                int before = seen.get(20, TimeUnit.SECONDS);
                assertEquals(bytes, greedy.getInputStream().readNBytes(bytes).length);
                return before;
            }
        } finally {
            goOn.complete(true);
        }
    }

    /** Whoever waits for a peer that reads looks at what is queued. */
    @Test
    void counts_what_tcp_has_taken_of_a_large_write() throws Exception {
        int size = 32 << 20;
        CountDownLatch written = new CountDownLatch(2);
        CompletableFuture<ByteConnection> opened = new CompletableFuture<>();
        try (TestPort port = TestPort.open(connection -> {
                    opened.complete(connection);
                    return new EchoHandler(connection);
                });
                Socket client = port.connect()) {
            ByteConnection connection = opened.get(20, TimeUnit.SECONDS);
            connection.write(Outgoing.of(ByteBuffer.allocate(1000), written::countDown));
            connection.write(Outgoing.of(ByteBuffer.allocate(size), written::countDown));
            long left = connection.queued();
            assertTrue(left > 0 && left < size, left + " bytes are queued");

            assertEquals(1000 + size, client.getInputStream().readNBytes(1000 + size).length);
            assertTrue(written.await(20, TimeUnit.SECONDS));
            assertEquals(0, connection.queued());
        }
    }

    @Test
    void writes_everything_in_the_order_of_each_thread() throws Exception {
        int threads = 4;
        int writes = 250;
        CompletableFuture<ByteConnection> opened = new CompletableFuture<>();
        try (TestPort port = TestPort.open(connection -> {
                    opened.complete(connection);
                    return new EchoHandler(connection);
                });
                Socket client = port.connect()) {
            ByteConnection connection = opened.get(20, TimeUnit.SECONDS);
            for (int i = 0; i < threads; i++) {
                int number = i;
                new Thread(() -> writeNumbered(connection, number, writes)).start();
            }

            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            int[] next = new int[threads];
            for (int i = 0; i < threads * writes; i++) {
                int thread = in.readInt();
                assertEquals(next[thread]++, in.readInt());
                in.skipNBytes(in.readInt());
            }
            assertEquals(0, in.available());
        }
    }

    /** Writes the thread, the number and the length of what follows: mostly little, sometimes more than one write takes. */
    private static void writeNumbered(ByteConnection connection, int thread, int writes) {
        for (int i = 0; i < writes; i++) {
            int length = i % 50 == 0 ? 300_000 : 7;
            ByteBuffer bytes = ByteBuffer.allocate(12 + length);
            bytes.putInt(thread).putInt(i).putInt(length);
            connection.write(Outgoing.of(bytes.rewind(), () -> {}));
        }
    }
}
