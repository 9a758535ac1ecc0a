package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** No close code is ever lost, whoever begins. More rounds: {@code -Dwindsock.rounds=10000}. */
class CloseCodeTests {
    private static final int ROUNDS = Integer.getInteger("windsock.rounds", 1000);

    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void arrives_at_both_ends_when_the_client_begins() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.open(server)) {
                client.send(0x81, "hello " + i);
                assertEquals("81 hello " + i, client.read().toString());
                client.sendClose(3000 + i % 1000, "done");
                assertEquals("88 " + (3000 + i % 1000) + " done", client.read().toString());
                assertTrue(client.isAtEnd());
            }
            CloseStatus seen = ServerConnectionTests.awaitClosed(server.awaitConnection());
            assertEquals(new CloseStatus(3000 + i % 1000, "done"), seen);
        }
    }

    @Test
    void arrives_at_both_ends_when_the_server_begins() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.open(server)) {
                ServerConnection connection = server.awaitConnection();
                connection.send("hello " + i);
                connection.close(3000 + i % 1000, "done");
                assertEquals("81 hello " + i, client.read().toString());
                assertEquals("88 " + (3000 + i % 1000) + " done", client.read().toString());
                client.sendClose(3000 + i % 1000, "yes");
                assertTrue(client.isAtEnd());
                assertEquals(new CloseStatus(3000 + i % 1000, "yes"), ServerConnectionTests.awaitClosed(connection));
            }
        }
    }

    @Test
    void arrives_though_the_client_leaves_right_after_its_close() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.open(server)) {
                client.send(0x81, "hello " + i);
                client.sendClose(3000 + i % 1000, "gone");
                if (i % 2 == 0) {
                    client.socket().shutdownOutput();
                }
            }
            CloseStatus seen = ServerConnectionTests.awaitClosed(server.awaitConnection());
            assertEquals(new CloseStatus(3000 + i % 1000, "gone"), seen);
        }
    }

    @RepeatedTest(20)
    void arrives_though_the_client_floods_the_server_with_what_breaks_the_rules() throws IOException {
        try (RawClient client = RawClient.open(server)) {
            byte[] bad = RawClient.frame(0x83, new byte[60_000]); // a reserved opcode, and much behind it
            client.write(bad);
            client.write(bad);

            assertEquals("88 1002 opcode 0x3 is reserved", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }
}
