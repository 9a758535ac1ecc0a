package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** No close code is ever lost, whoever begins. */
class CloseCodeTests {
    private static final int ROUNDS = Boolean.getBoolean("windsock.soak") ? 10_000 : 300;

    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void arrives_at_both_ends_when_the_client_begins() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (RawPeer client = RawPeer.open(server.port())) {
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
            try (RawPeer client = RawPeer.open(server.port())) {
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
            try (RawPeer client = RawPeer.open(server.port())) {
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

    @Test
    void arrives_at_both_ends_when_both_begin_at_once() throws Exception {
        ExecutorService client = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < ROUNDS; i++) {
                closeBoth(i, client);
            }
        } finally {
            client.shutdown();
        }
    }

    /** Whoever is first: either they cross, or the one that saw the other's Close frame answers with its status. */
    private void closeBoth(int round, ExecutorService executor) throws Exception {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            CyclicBarrier start = new CyclicBarrier(2);
            int code = 3000 + round % 1000;
            Future<?> sent = executor.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                client.sendClose(code, "client");
                return null;
            });
            start.await(30, TimeUnit.SECONDS);
            connection.close(4000, "server");

            String seen = client.read().toString();
            assertTrue(List.of("88 4000 server", "88 " + code + " client").contains(seen), seen);
            assertTrue(client.isAtEnd());
            sent.get(30, TimeUnit.SECONDS);
            assertEquals(new CloseStatus(code, "client"), ServerConnectionTests.awaitClosed(connection));
        }
    }

    @RepeatedTest(20)
    void arrives_though_the_client_floods_the_server_with_what_breaks_the_rules() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            byte[] bad = RawFrame.encode(true, 0x83, new byte[60_000]); // a reserved opcode, and much behind it
            client.write(bad);
            client.write(bad);

            assertEquals("88 1002 opcode 0x3 is reserved", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }
}
