package io.github.windsock.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.RawPeer;
import java.io.File;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one Jetty of the JVM: its threads, its ports, and what it keeps of who started it. */
class JettyLifeTests {
    private static final int BOUND_MILLIS = 20_000;

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("windsock-jetty"))
                .toList();
    }

    private static void awaitNoThreads() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(BOUND_MILLIS);
            assertFalse(thread.isAlive(), () -> thread + " is left, at " + List.of(thread.getStackTrace()));
        }
    }

    private static EchoServer start() {
        return EchoServer.builder().engine(JettyEngine.class).start();
    }

    @BeforeEach
    void nobody_else_has_a_jetty() throws InterruptedException {
        awaitNoThreads();
    }

    @Test
    void many_servers_have_few_daemon_threads_that_keep_nothing_of_the_starter() throws IOException {
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
            for (Thread thread : threads()) {
                assertTrue(thread.isDaemon(), thread.toString());
                assertSame(EchoServer.class.getClassLoader(), thread.getContextClassLoader(), thread.toString());
            }
            assertEquals(
                    1,
                    threads().stream()
                            .filter(thread -> thread.getName().startsWith("windsock-jetty-selector"))
                            .count());
            assertTrue(threads().size() <= 8, () -> threads().toString());
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
        awaitNoThreads();
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
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = playInAnotherLoader(collected);
        record Other(JettyLifeTests component) {}
        assertEquals(new Other(null), new Other(null)); // JDK 17 keeps the type of the last record that it compared
        Object found = null;
        for (int i = 0; i < 200 && found == null; i++) {
            System.gc();
            found = collected.remove(100);
        }
        assertSame(loader, found, "the loader is still reachable");
        assertNull(loader.get());
    }

    private static WeakReference<ClassLoader> playInAnotherLoader(ReferenceQueue<ClassLoader> collected)
            throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> round = loader.loadClass(Round.class.getName());
            List<Throwable> thrown = new ArrayList<>();
            Thread thread = new Thread((Runnable) round.getConstructor().newInstance(), "in-another-loader");
            thread.setUncaughtExceptionHandler((there, e) -> thrown.add(e));
            thread.setContextClassLoader(loader);
            thread.start();
            thread.join(60_000);
            assertEquals("[]", thrown.toString());
            awaitNoThreads(); // before the loader is closed: they may yet have classes to load
            return new WeakReference<>(loader, collected);
        }
    }
}
