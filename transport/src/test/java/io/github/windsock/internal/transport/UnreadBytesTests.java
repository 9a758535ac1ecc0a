package io.github.windsock.internal.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** All connections read into the same buffers: what one leaves there is its own all the same. */
class UnreadBytesTests {

    private static final byte[] LONGER = "another one's bytes".getBytes(StandardCharsets.US_ASCII);

    /** Takes a byte for each demand, and demands nothing by itself. */
    private static final class Sipping extends EchoHandler {
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        final Semaphore sips = new Semaphore(0);

        Sipping(ByteConnection connection) {
            super(connection);
        }

        @Override
        public void received(ByteBuffer bytes) {
            taken.write(bytes.get());
            sips.release();
        }

        void sip() throws InterruptedException {
            connection.demand();
            assertTrue(sips.tryAcquire(20, TimeUnit.SECONDS), "a byte was there and did not come");
        }
    }

    @Test
    void what_a_connection_leaves_is_not_overwritten_by_others() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (TestPort port = TestPort.open(connection ->
                        count.incrementAndGet() == 1 ? new Sipping(connection) : new EchoHandler(connection));
                Socket socket = port.connect();
                Socket other = port.connect()) {
            Sipping sipping = (Sipping) port.handler();
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertTrue(sipping.sips.tryAcquire(20, TimeUnit.SECONDS)); // the first byte, demanded at the opening

            for (int i = 0; i < 4; i++) {
                other.getOutputStream().write(LONGER);
                assertArrayEquals(LONGER, other.getInputStream().readNBytes(LONGER.length));
                sipping.sip();
            }

            assertEquals("hello", sipping.taken.toString(StandardCharsets.US_ASCII));
        }
    }
}
