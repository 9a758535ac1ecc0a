package io.github.windsock.benchmarks.cost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The floor: a pair of raw sockets, written by hand, one server thread for the JVM. */
abstract class RawSocketTests {

    private static final BlockingQueue<byte[]> CLOSED = new ArrayBlockingQueue<>(16);
    private static final int PORT = serve();

    @Times
    void test() throws IOException, InterruptedException {
        try (RawSocket socket = RawSocket.connect(PORT)) {
            socket.send(RawSocket.TEXT, "hello WebSocket".getBytes(UTF_8));
            assertEquals("hello WebSocket", new String(socket.receive().payload(), UTF_8));
            byte[] close = RawSocket.close(3005, "done");
            socket.send(RawSocket.CLOSE, close);
            assertArrayEquals(close, socket.receive().payload());
            assertArrayEquals(close, CLOSED.take());
        }
    }

    private static int serve() {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> echo(listener), "floor");
            thread.setDaemon(true);
            thread.start();
            return listener.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void echo(ServerSocket listener) {
        while (true) {
            try (RawSocket server = RawSocket.accept(listener)) {
                RawSocket.ReadFrame frame = server.receive();
                while (frame.opcode() != RawSocket.CLOSE) {
                    server.send(frame.opcode(), frame.payload());
                    frame = server.receive();
                }
                CLOSED.add(frame.payload());
                server.send(RawSocket.CLOSE, frame.payload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static final class C0 extends RawSocketTests {}

    static final class C1 extends RawSocketTests {}

    static final class C2 extends RawSocketTests {}

    static final class C3 extends RawSocketTests {}

    static final class C4 extends RawSocketTests {}

    static final class C5 extends RawSocketTests {}

    static final class C6 extends RawSocketTests {}

    static final class C7 extends RawSocketTests {}

    static final class C8 extends RawSocketTests {}

    static final class C9 extends RawSocketTests {}
}
