package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.bandwidth;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.slices;
import static io.github.windsock.server.Behaviors.uploadBandwidth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traits that limit bytes begin and end on a connection that is already open. */
class OpenConnectionTraitTests {
    private static final String LONG = "x".repeat(10_000);
    private static final int SLOW = 200; // bytes per second: the long message would take 50 s

    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Changes the behavior; when the echo is there, it has begun. */
    private static void change(ServerConnection connection, Behavior behavior, RawPeer client) throws IOException {
        connection.behave(behavior);
        client.send(0x81, "a");
        assertEquals("81 a", client.read().toString());
    }

    @Test
    void bandwidth_limits_what_is_sent() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            change(connection, echo().with(bandwidth(SLOW)), client);
            connection.send(LONG);
            int first = client.socket().getInputStream().read(new byte[20_000]);
            assertTrue(first < LONG.length(), () -> first + " bytes at once");
            connection.behave(echo());
            assertEquals(4 + LONG.length() - first, client.readBytes(4 + LONG.length() - first).length);
        }
    }

    @Test
    void upload_bandwidth_limits_what_is_read() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            change(connection, echo().with(uploadBandwidth(SLOW)), client);
            client.send(0x81, LONG);
            RawPeer.open(server.port()).close(); // without the limit, the server has time to read the message
            assertEquals(1, connection.received().size());
            connection.behave(echo());
            assertEquals("81 10000 bytes", client.read().toString());
        }
    }

    /** With TLS a client sees each write, since each is a record of its own. */
    @Test
    void slices_limit_each_write() throws IOException {
        try (EchoServer secure = EchoServer.builder().tls().start();
                RawPeer client = RawPeer.handshake(secure.sslContext()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), secure.port()))) {
            client.readHead();
            InputStream in = client.socket().getInputStream();
            byte[] record = new byte[100];
            ServerConnection connection = secure.awaitConnection();
            connection.behave(echo().with(slices(1)));
            client.send(0x81, "hello");
            for (int i = 0; i < 7; i++) {
                assertEquals(1, in.read(record));
            }
            connection.behave(echo());
            client.send(0x81, "hello");
            assertTrue(in.read(record) > 1);
        }
    }
}
