package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A port whose connections are handled as the test says, in the order in which they come. */
final class TestPort implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    final BoundPort port;
    final BlockingQueue<EchoHandler> handlers = new LinkedBlockingQueue<>();
    final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    private TestPort(Function<ByteConnection, EchoHandler> handling) throws IOException {
        port = BoundPort.open(List.of(LOOPBACK), 0, null, Runnable::run);
        port.listen(new BoundPort.Acceptor() {
            @Override
            public ByteConnection.Handler accepted(ByteConnection connection) {
                EchoHandler handler = handling.apply(connection);
                handlers.add(handler);
                return handler;
            }

            @Override
            public void failed(Throwable cause) {
                failures.add(cause);
            }
        });
    }

    static TestPort open(Function<ByteConnection, EchoHandler> handling) throws IOException {
        return new TestPort(handling);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(LOOPBACK, port.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    EchoHandler handler() throws InterruptedException {
        EchoHandler handler = handlers.poll(20, TimeUnit.SECONDS);
        if (handler == null) {
            throw new AssertionError("nobody was let in; failures: " + failures);
        }
        return handler;
    }

    /** Asserts that the port lets in, reads and writes. */
    void requireEcho() throws IOException {
        try (Socket socket = connect()) {
            requireEcho(socket);
        }
    }

    static void requireEcho(Socket socket) throws IOException {
        socket.getOutputStream().write('?');
        int answer = socket.getInputStream().read();
        if (answer != '?') {
            throw new AssertionError("no echo but " + answer);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
