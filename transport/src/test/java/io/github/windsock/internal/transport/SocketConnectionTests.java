package io.github.windsock.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class SocketConnectionTests {

    /** Has nothing to read until it is asked to tell when it has, and then tells at once, as TLS does whose task has ended. */
    private static final class Hasty extends ByteArrayEndPoint {
        private boolean asked; // only the transport's thread uses it

        @Override
        public int fill(ByteBuffer buffer) {
            return asked ? put(buffer) : 0;
        }

        private static int put(ByteBuffer buffer) {
            buffer.limit(1).put(0, (byte) 'a');
            return 1;
        }

        @Override
        protected void needsFillInterest() {
            asked = true;
            getFillInterest().fillable();
        }
    }

    @Test
    void reads_what_comes_while_it_asks_to_be_told() throws Exception {
        CompletableFuture<Byte> received = new CompletableFuture<>();
        Transport transport = Transport.lease(Runnable::run);
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            SocketEndPoint tcp =
                    new SocketEndPoint(channel, transport, transport.loop().selector());
            SocketConnection connection = new SocketConnection(new Hasty(), tcp, transport, transport.loop());
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
