package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackPressureTests {
    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** The kernel takes some megabytes for the two directions; the server itself must take no more than some frames. */
    @Test
    void stops_reading_a_client_that_does_not_read_its_echo() throws Exception {
        try (SocketChannel client =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
            RawPeer.open(client);
            ServerConnection connection = server.awaitConnection();
            client.configureBlocking(false);
            ByteBuffer frame = ByteBuffer.wrap(RawFrame.encode(true, 0x82, new byte[100_000]));
            long accepted = 0;
            boolean full = false;
            while (!full && accepted < 200_000_000) {
                int count = client.write(frame);
                accepted += count;
                full = count == 0 && isFull(client, frame, connection);
                if (!frame.hasRemaining()) {
                    frame.rewind();
                }
            }
            assertTrue(accepted < 100_000_000, accepted + " bytes were taken of a client that reads nothing");
        }
    }

    /** It is full when the server has stopped to receive, and still nothing more can be written. */
    private static boolean isFull(SocketChannel client, ByteBuffer frame, ServerConnection connection)
            throws Exception {
        long before = Recorder.of(connection).version();
        long after = Recorder.of(connection)
                .awaitChange(before, Duration.ofMillis(200).toNanos());
        return after == before && client.write(frame) == 0;
    }

    @Test
    void refuses_to_send_ever_more_to_a_client_that_does_not_read() throws IOException {
        try (EchoServer small = EchoServer.builder().maxQueuedBytes(20_000_000).start();
                RawPeer client = RawPeer.open(small.port())) {
            ServerConnection connection = small.awaitConnection();
            byte[] megabyte = new byte[1_000_000];
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> {
                for (int i = 0; i < 200; i++) {
                    connection.send(megabyte);
                }
            });
            assertTrue(
                    refused.getMessage().startsWith("cannot send 1000000 bytes: ")
                            && refused.getMessage().endsWith("because the client of server#1 does not read"),
                    refused.getMessage());
            assertEquals(0x82, client.read().start());
        }
    }
}
