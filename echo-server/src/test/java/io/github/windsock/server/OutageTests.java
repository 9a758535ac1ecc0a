package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutageTests {
    private static final int OUTAGES = Boolean.getBoolean("windsock.soak") ? 2000 : 200;

    private final EchoServer server = EchoServer.start();

    @Test
    void refuses_at_once_and_keeps_the_port_while_others_listen() {
        AtomicBoolean isOver = new AtomicBoolean();
        List<String> hosts = loopback();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> listenElsewhere(isOver));
        try {
            for (int i = 0; i < OUTAGES; i++) {
                server.whileDown(() -> {
                    for (String host : hosts) {
                        assertThrows(ConnectException.class, () -> new Socket(host, server.port()).close());
                    }
                });
                assertEcho();
            }
        } finally {
            isOver.set(true);
            others.join();
            server.close();
        }
    }

    /** The addresses on which the server can be reached: ::1 is not there on every machine. */
    private List<String> loopback() {
        return Stream.of("127.0.0.1", "::1").filter(this::answers).toList();
    }

    private boolean answers(String host) {
        try (RawPeer client = RawPeer.to(host, server.port())) {
            return client.request("GET / HTTP/1.1").startsWith("HTTP/1.1 101");
        } catch (IOException e) {
            return false;
        }
    }

    private void assertEcho() {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x81, "back");
            assertEquals("81 back", client.read().toString());
        } catch (IOException e) {
            throw new AssertionError("the server did not come back", e);
        }
    }

    private void listenElsewhere(AtomicBoolean isOver) {
        while (!isOver.get()) {
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                assertTrue(other.getLocalPort() != server.port(), "the port was lost");
            } catch (IOException e) {
                throw new AssertionError("no free port", e);
            }
        }
    }

    @Test
    void lets_nobody_take_the_port_before_during_and_after_an_outage() {
        try (server) {
            List<String> hosts = loopback();
            for (int i = 0; i < 3; i++) {
                assertTaken(hosts);
                server.whileDown(() -> assertTaken(hosts));
                assertEcho();
            }
            assertTaken(hosts);
        }
    }

    private void assertTaken(List<String> hosts) {
        for (String host : hosts) {
            for (boolean reuse : List.of(false, true)) {
                assertThrows(BindException.class, () -> listen(host, reuse), host + " " + reuse);
            }
        }
        IllegalStateException inUse = assertThrows(
                IllegalStateException.class,
                () -> EchoServer.builder().port(server.port()).start());
        assertTrue(inUse.getMessage().contains("cannot be bound (Address already in use)"), inUse.getMessage());
    }

    private void listen(String host, boolean reuse) throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(reuse);
            other.bind(new InetSocketAddress(host, server.port()));
        }
    }

    @Test
    void ends_open_connections() throws IOException {
        try (server;
                RawPeer client = RawPeer.open(server.port())) {
            server.goDown();
            server.goDown();
            server.comeBack();

            assertThrows(IOException.class, client::read);
            assertEquals(
                    1006, server.connection(1).log().closeStatus().orElseThrow().code());
        }
    }

    @Test
    void a_task_throws_what_it_throws_and_the_server_is_back() throws IOException {
        try (server) {
            IOException thrown = new IOException("checked");

            assertSame(
                    thrown,
                    assertThrows(
                            IOException.class,
                            () -> server.whileDown(() -> {
                                throw thrown;
                            })));
            RawPeer.open(server.port()).close();
        }
    }

    @Test
    void closes_while_down() {
        server.goDown();
        server.close();

        assertThrows(IllegalStateException.class, server::comeBack);
    }
}
