package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ListeningPortTests {

    @Test
    void opens_a_thousand_servers_at_once_on_the_same_few_threads() throws IOException {
        List<EchoServer> servers = new ArrayList<>(List.of(EchoServer.start()));
        Set<Thread> threads = engineThreads();
        try {
            for (int i = 1; i < 1000; i++) {
                servers.add(EchoServer.start());
            }
            Set<Integer> ports = new HashSet<>();
            for (EchoServer server : servers) {
                ports.add(server.port());
                try (RawPeer client = RawPeer.to(server.port())) {
                    client.request("GET /" + server.port() + " HTTP/1.1");
                }
                assertEquals(
                        "/" + server.port(),
                        server.awaitConnection().handshake().target());
            }
            assertEquals(1000, ports.size());
            Set<Thread> more = engineThreads();
            more.removeAll(threads);
            assertEquals(Set.of(), more);
        } finally {
            servers.forEach(EchoServer::close);
        }
    }

    private static Set<Thread> engineThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("windsock-"));
        return threads;
    }

    @Test
    void refuses_connects_from_the_return_of_close_on() throws IOException {
        for (int i = 0; i < 500; i++) {
            EchoServer server = EchoServer.start();
            server.close();
            assertThrows(ConnectException.class, () -> RawPeer.to(server.port()).close());
        }
    }

    @Test
    void opens_the_same_port_again_after_close() throws IOException {
        EchoServer first = EchoServer.start();
        try (RawPeer client = RawPeer.open(first.port())) {
            first.close();
            try (EchoServer second = EchoServer.builder().port(first.port()).start();
                    RawPeer again = RawPeer.open(second.port())) {
                again.send(0x81, "again");
                assertEquals("81 again", again.read().toString());
            }
            assertEquals("88 1001 server stopping", client.read().toString());
        }
    }

    @Test
    void listens_on_both_loopback_addresses_with_one_port() throws IOException {
        try (EchoServer server = EchoServer.start()) {
            RawPeer client;
            try {
                client = RawPeer.to("::1", server.port());
            } catch (IOException e) {
                Assumptions.abort("this machine has no ::1");
                return;
            }
            client.request("GET /six HTTP/1.1");
            assertEquals("/six", server.awaitConnection().handshake().target());
            client.close();
        }
    }

    @Test
    void says_which_port_is_in_use_and_what_to_do() throws IOException {
        try (EchoServer taken = EchoServer.start()) {
            int port = taken.port();
            IllegalStateException inUse = assertThrows(
                    IllegalStateException.class,
                    () -> EchoServer.builder().port(port).start());
            assertEquals(
                    "port " + port + " of 127.0.0.1 and ::1 cannot be bound (Address already in use)."
                            + " Leave the port out, or give 0, to let the server pick a free one.",
                    inUse.getMessage());
        }
    }

    @Test
    void binds_an_address_that_two_names_share_once() {
        try (EchoServer server =
                EchoServer.builder().hosts("127.0.0.1", "localhost").start()) {
            assertTrue(server.port() > 0);
        }
    }

    @Test
    void names_a_host_that_is_not_known() {
        IllegalArgumentException unknown = assertThrows(
                IllegalArgumentException.class,
                () -> EchoServer.builder().hosts("no-such-host.invalid").start());
        assertTrue(unknown.getMessage().startsWith("host no-such-host.invalid"), unknown.getMessage());
    }

    @Test
    void says_1001_to_whom_is_left_and_ends() throws IOException {
        EchoServer server = EchoServer.start();
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            server.close();

            assertEquals("88 1001 server stopping", client.read().toString());
            assertTrue(client.isAtEnd());
            assertTrue(PartyLog.of(connection).isOver());
        }
    }

    @Test
    void closes_a_connection_that_never_asked_for_anything() throws IOException {
        EchoServer server = EchoServer.start();
        try (RawPeer client = RawPeer.to(server.port())) {
            server.close();
            assertTrue(endsSomehow(client));
        }
    }

    /** What the system had not handed over yet it resets; what it had, the server closes. */
    private static boolean endsSomehow(RawPeer client) throws IOException {
        try {
            return client.isAtEnd();
        } catch (java.net.SocketException e) {
            return e.getMessage().contains("reset");
        }
    }

    @Test
    void gives_back_a_port_that_another_program_can_take() throws IOException {
        EchoServer server = EchoServer.start();
        server.close();
        try (ServerSocket other = new ServerSocket(server.port())) {
            assertEquals(server.port(), other.getLocalPort());
        }
    }

    @Test
    void explains_that_it_is_closed() {
        EchoServer server = EchoServer.start();
        server.close();
        server.close();

        IllegalStateException closed = assertThrows(IllegalStateException.class, server::awaitConnection);
        assertEquals("the server at " + server.uri() + " is closed; start another one", closed.getMessage());
        assertThrows(IllegalStateException.class, () -> server.behave(Behaviors.silent()));
    }
}
