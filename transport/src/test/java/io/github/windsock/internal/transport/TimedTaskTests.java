package io.github.windsock.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers whose time is over while the selector's thread is held up, by another connection that has just been selected. */
class TimedTaskTests {
    private static final int MAX_WAIT_MILLIS = 20_000;

    private final Transport transport = Transport.lease(Runnable::run);
    private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
    private final TimedTask timed = new TimedTask(transport, () -> happened.add("timed out"));
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<Boolean> goOn = new CompletableFuture<>();

    @AfterEach
    void release() {
        goOn.complete(true);
        transport.release();
    }

    /** Holds the thread up at a byte, within a selection. */
    private final class Slow extends EchoHandler {
        Slow(ByteConnection connection) {
            super(connection);
        }

        @Override
        public void received(ByteBuffer bytes) {
            begun.countDown();
            goOn.join();
            super.received(bytes);
        }
    }

    /** Does something at an exclamation mark. */
    private final class Told extends EchoHandler {
        private final Runnable task;

        Told(ByteConnection connection, Runnable task) {
            super(connection);
            this.task = task;
        }

        @Override
        public void received(ByteBuffer bytes) {
            if (bytes.get(0) == '!') {
                happened.add("received");
                task.run();
            }
            super.received(bytes);
        }
    }

    /** Lets the time of the timer be over, and then an exclamation mark arrive, before the thread goes on. */
    private void elapseBefore(Runnable received) throws Exception {
        int[] connections = {0};
        try (TestPort port = TestPort.open(
                        connection -> connections[0]++ == 0 ? new Slow(connection) : new Told(connection, received));
                Socket slow = port.connect()) {
            port.handler();
            try (Socket told = port.connect()) {
                port.handler();
                TestPort.requireEcho(told);
                slow.getOutputStream().write('x');
                assertTrue(begun.await(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS));
                timed.run(); // as the timer's thread does
                told.getOutputStream().write('!');
                awaitArrival(told);
                goOn.complete(true);

                assertEquals("received", next());
            }
        }
    }

    /** Waits until the system has what a client sent, on the channel that the held thread will read. */
    private void awaitArrival(Socket client) throws IOException {
        try (Selector selector = Selector.open()) {
            for (SelectionKey key : transport.loop().selector().keys()) {
                if (key.channel() instanceof SocketChannel channel
                        && ((InetSocketAddress) channel.getRemoteAddress()).getPort() == client.getLocalPort()) {
                    channel.register(selector, SelectionKey.OP_READ);
                }
            }
            assertEquals(1, selector.select(MAX_WAIT_MILLIS));
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(happened.poll(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Test
    void run_after_what_has_arrived_was_read() throws Exception {
        elapseBefore(() -> {});

        assertEquals("timed out", next());
    }

    @Test
    void do_not_run_if_what_has_arrived_cancels_them() throws Exception {
        elapseBefore(timed::cancel);
        transport.submit(() -> transport.submit(() -> transport.submit(() -> happened.add("later"))));

        assertEquals("later", next());
    }
}
