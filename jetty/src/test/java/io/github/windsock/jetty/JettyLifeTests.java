package io.github.windsock.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.OwnLoader;
import io.github.windsock.testkit.RawPeer;
import io.github.windsock.testkit.Threads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one Jetty of the JVM: its threads, its ports, and what it keeps of who started it. */
class JettyLifeTests {
    private static EchoServer start() {
        return EchoServer.builder().engine(JettyEngine.class).start();
    }

    @Test
    void many_servers_have_few_daemon_threads_that_keep_nothing_of_the_starter() throws Exception {
        Threads.awaitNone(); // of tests before this one
        ClassLoader mine = new ClassLoader(JettyLifeTests.class.getClassLoader()) {};
        Thread.currentThread().setContextClassLoader(mine);
        List<EchoServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                servers.add(start());
                try (RawPeer peer = RawPeer.open(servers.get(i).port())) {
                    peer.send(0x81, "a");
                    assertEquals("81 a", peer.read().toString());
                }
            }
            for (Thread thread : Threads.of("windsock-jetty")) {
                assertTrue(thread.isDaemon(), thread.toString());
                assertSame(EchoServer.class.getClassLoader(), thread.getContextClassLoader(), thread.toString());
            }
            assertEquals(
                    1,
                    Threads.of("windsock-jetty").stream()
                            .filter(thread -> thread.getName().startsWith("windsock-jetty-selector"))
                            .count());
            assertTrue(
                    Threads.of("windsock-jetty").size() <= 8,
                    () -> Threads.of("windsock-jetty").toString());
        } finally {
            Thread.currentThread().setContextClassLoader(JettyLifeTests.class.getClassLoader());
            servers.forEach(EchoServer::close);
        }
    }

    @Test
    void its_threads_end_some_time_after_the_last_server_and_it_starts_again() throws Exception {
        try (EchoServer server = start()) {
            JettyEndpoints.of(server).add("/own", (request, response, callback) -> null); // which takes a thread more
            RawPeer.open(server.port()).close();
        }
        Threads.awaitNone();
        try (EchoServer again = start();
                RawPeer peer = RawPeer.open(again.port())) {
            peer.send(0x81, "a");
            assertEquals("81 a", peer.read().toString());
        }
    }

    @Test
    void a_port_refuses_from_the_return_of_close_on() throws IOException {
        try (EchoServer longer = start()) {
            assertTrue(longer.port() > 0);
            for (int i = 0; i < 100; i++) {
                EchoServer server = start();
                server.close();

                assertThrows(
                        ConnectException.class,
                        () -> new Socket(InetAddress.getByName("127.0.0.1"), server.port()).close());
            }
        }
    }

    /** What another class loader plays. */
    public static final class Round implements Runnable {
        @Override
        public void run() {
            try (EchoServer server = start();
                    EchoServer secure =
                            EchoServer.builder().engine(JettyEngine.class).tls().start();
                    RawPeer peer = RawPeer.open(server.port())) {
                HttpBeside.of(server).get("/info", HttpReply.respond(200));
                JettyEndpoints.of(secure).add(ClassPathTests.Chat.class);
                peer.send(0x81, "a");
                assertEquals("81 a", peer.read().toString());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void a_class_loader_with_all_of_it_is_collected() throws Exception {
        OwnLoader.assertCollected(Round.class);
    }
}
