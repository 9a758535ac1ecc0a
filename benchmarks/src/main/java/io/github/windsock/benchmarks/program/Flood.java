package io.github.windsock.benchmarks.program;

import io.github.windsock.benchmarks.echo.Load;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** A constant load: a fixed number of messages per second on a few connections, independent of the echoes. */
final class Flood {

    private static final int PER_SECOND = 10_000;

    /** The pause until the next messages are due. It delays the measurement of an echo by at most this time. */
    private static final long PAUSE_NANOS = 50_000;

    private static final int CONNECTIONS = 20;
    private static final int BYTES = 64;
    private static final int ECHO_BYTES = BYTES + 2;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Selector selector = Selector.open();
    private final SocketChannel[] channels = new SocketChannel[CONNECTIONS];
    private final ByteBuffer frame = Load.frame(BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final long[] nanos;
    private int echoed;

    /** The messages of a connection whose echo is still missing. */
    private static final class UnderWay {
        final Deque<Long> sentAt = new ArrayDeque<>();
        int bytes;
    }

    private Flood(Duration time) throws IOException {
        this.nanos = new long[(int) (time.toNanos() * PER_SECOND / 1_000_000_000L)];
    }

    /** Returns the time of each echo, in order of arrival; there are fewer than messages if the server is too slow. */
    static long[] run(int port, Duration time) throws IOException {
        Flood flood = new Flood(time);
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel channel = Load.connect(port);
                channel.configureBlocking(false);
                channel.register(flood.selector, SelectionKey.OP_READ, new UnderWay());
                flood.channels[i] = channel;
            }
            flood.go(time.plus(GRACE).toNanos());
            return Arrays.copyOf(flood.nanos, flood.echoed);
        } finally {
            for (SocketChannel channel : flood.channels) {
                if (channel != null) {
                    channel.close();
                }
            }
            flood.selector.close();
        }
    }

    private void go(long longest) throws IOException {
        long begun = System.nanoTime();
        int sent = 0;
        while (echoed < nanos.length && System.nanoTime() - begun < longest) {
            long due = Math.min(nanos.length, (System.nanoTime() - begun) * PER_SECOND / 1_000_000_000L);
            for (; sent < due; sent++) {
                send(channels[sent % CONNECTIONS]);
            }
            if (selector.selectNow() == 0) {
                LockSupport.parkNanos(PAUSE_NANOS); // the next message is due by the clock: it is the load
            }
            for (SelectionKey key : selector.selectedKeys()) {
                receive((SocketChannel) key.channel(), (UnderWay) key.attachment());
            }
            selector.selectedKeys().clear();
        }
    }

    private void send(SocketChannel channel) throws IOException {
        ((UnderWay) channel.keyFor(selector).attachment()).sentAt.add(System.nanoTime());
        frame.rewind();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private void receive(SocketChannel channel, UnderWay underWay) throws IOException {
        int count = channel.read(in.clear());
        if (count < 0) {
            throw new IOException("the server closed a connection under load");
        }
        underWay.bytes += count;
        for (; underWay.bytes >= ECHO_BYTES; underWay.bytes -= ECHO_BYTES) {
            nanos[echoed++] = System.nanoTime() - underWay.sentAt.remove();
        }
    }
}
