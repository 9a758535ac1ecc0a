package io.github.windsock.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A port on two addresses, of which the second one fails: the first one must be as it was. */
@EnabledOnOs(OS.LINUX) // which has all of 127.0.0.0/8
class FailedOutageTests {
    private static final String FIRST = "127.0.0.1";
    private static final String SECOND = "127.0.0.2";

    private static final class Outage implements AutoCloseable {
        final BoundPort port;
        boolean isTold;

        Outage() throws IOException {
            port = BoundPort.open(
                    List.of(InetAddress.getByName(FIRST), InetAddress.getByName(SECOND)), 0, null, Runnable::run);
            port.listen(new BoundPort.Acceptor() {
                @Override
                public ByteConnection.Handler accepted(ByteConnection connection) {
                    return new EchoHandler(connection);
                }

                @Override
                public void failed(Throwable cause) {
                    throw new AssertionError(cause);
                }
            });
        }

        void told() {
            isTold = true;
        }

        void requireEcho(String host) throws IOException {
            try (Socket socket = new Socket(host, port.port())) {
                socket.setSoTimeout(20_000);
                TestPort.requireEcho(socket);
            }
        }

        void requireRefusal(String host) {
            assertThrows(ConnectException.class, () -> new Socket(host, port.port()).close());
        }

        ServerSocketChannel listenBeside(String host) throws IOException {
            ServerSocketChannel other = ServerSocketChannel.open();
            try {
                other.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return other.bind(new InetSocketAddress(host, port.port()));
            } catch (IOException e) {
                other.close();
                throw e;
            }
        }

        @Override
        public void close() {
            port.close();
        }
    }

    @Test
    void goes_on_listening_if_it_cannot_be_reserved() throws IOException {
        try (Outage outage = new Outage()) {
            outage.port.sockets().get(1).channel().close();
            assertThrows(ClosedChannelException.class, () -> outage.port.shut(outage::told));
            assertEquals(false, outage.isTold);
            outage.requireEcho(FIRST);
            assertThrows(BindException.class, () -> outage.listenBeside(FIRST));
        }
    }

    @Test
    void listens_nowhere_if_it_cannot_listen_at_each_address_and_can_try_again() throws IOException {
        try (Outage outage = new Outage()) {
            outage.port.shut(() -> {});
            outage.port.sockets().get(1).release();
            try (ServerSocketChannel other = outage.listenBeside(SECOND)) {
                assertThrows(BindException.class, () -> outage.port.reopen(outage::told));
                assertEquals(false, outage.isTold);
                outage.requireRefusal(FIRST);
                assertThrows(BindException.class, () -> outage.listenBeside(FIRST));
                assertEquals(outage.port.port(), other.socket().getLocalPort());
            }
            outage.port.reopen(outage::told);
            assertEquals(true, outage.isTold);
            outage.requireEcho(FIRST);
            outage.requireEcho(SECOND);
        }
    }

    @Test
    void listens_nowhere_if_nobody_could_be_told_and_can_try_again() throws IOException {
        try (Outage outage = new Outage()) {
            outage.port.shut(() -> {});
            OutOfMemoryError failure = new OutOfMemoryError("not really");
            Error thrown = assertThrows(
                    OutOfMemoryError.class,
                    () -> outage.port.reopen(() -> {
                        throw failure;
                    }));
            assertSame(failure, thrown);
            outage.requireRefusal(FIRST);
            outage.requireRefusal(SECOND);
            assertThrows(BindException.class, () -> outage.listenBeside(FIRST));
            outage.port.reopen(outage::told);
            outage.requireEcho(FIRST);
            outage.requireEcho(SECOND);
        }
    }
}
