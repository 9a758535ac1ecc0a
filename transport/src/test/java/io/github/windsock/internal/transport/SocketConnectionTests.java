package io.github.windsock.internal.transport;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SocketConnectionTests {

    /** Has nothing to read until it is asked to tell when it has, and then tells at once, as TLS does whose task has ended. */
    private static class Hasty implements ByteLayer {
        private @Nullable SocketConnection connection;
        private boolean asked; // only the transport's thread uses it

        @Override
        public void connect(SocketConnection onTop) {
            connection = onTop;
        }

        @Override
        public int fill(ByteBuffer buffer) {
            buffer.clear().limit(asked ? 1 : 0);
            return asked ? put(buffer) : 0;
        }

        private static int put(ByteBuffer buffer) {
            buffer.put(0, (byte) 'a');
            return 1;
        }

        @Override
        public void awaitBytes() {
            asked = true;
            requireNonNull(connection).readable();
        }

        @Override
        public boolean flush(ByteBuffer[] bytes) throws IOException {
            return true;
        }

        @Override
        public void open() {}

        @Override
        public void awaitRoom(ByteBuffer[] rest) {}

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {}

        @Override
        public void closeTcp() {}
    }

    /** Its peer is gone. */
    private static final class Broken extends Hasty {
        @Override
        public boolean flush(ByteBuffer[] bytes) throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    @Test
    void queues_nothing_after_a_write_has_failed() throws Exception {
        Transport transport = Transport.lease(Runnable::run);
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            TcpChannel tcp = new TcpChannel(channel, transport, transport.loop().selector());
            SocketConnection connection = new SocketConnection(new Broken(), tcp, transport, transport.loop());
            connection.write(Outgoing.of(ByteBuffer.allocate(1), () -> {}));
            long before = connection.queued();
            connection.write(Outgoing.of(ByteBuffer.allocate(1000), () -> {}));

            assertEquals(before, connection.queued());
        } finally {
            transport.release();
        }
    }

    @Test
    void reads_what_comes_while_it_asks_to_be_told() throws Exception {
        CompletableFuture<Byte> received = new CompletableFuture<>();
        Transport transport = Transport.lease(Runnable::run);
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            TcpChannel tcp = new TcpChannel(channel, transport, transport.loop().selector());
            Hasty hasty = new Hasty();
            SocketConnection connection = new SocketConnection(hasty, tcp, transport, transport.loop());
            hasty.connect(connection);
            connection.handler(new EchoHandler(connection) {
                @Override
                public void received(ByteBuffer bytes) {
                    received.complete(bytes.get());
                }
            });
            connection.demand();

            assertEquals((byte) 'a', received.get(30, TimeUnit.SECONDS));
        } finally {
            transport.release();
        }
    }
}
