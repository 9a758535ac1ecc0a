package io.github.windsock.server.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EngineTests {

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("windsock-"))
                .toList();
    }

    @Test
    void has_few_daemon_threads_that_keep_nothing_of_the_starter() {
        ClassLoader mine = new ClassLoader(EngineTests.class.getClassLoader()) {};
        Thread.currentThread().setContextClassLoader(mine);
        try (EchoServer server = EchoServer.start()) {
            assertTrue(server.port() > 0);
            for (Thread thread : threads()) {
                assertTrue(thread.isDaemon(), thread.toString());
                assertSame(EchoServer.class.getClassLoader(), thread.getContextClassLoader(), thread.toString());
            }
        } finally {
            Thread.currentThread().setContextClassLoader(EngineTests.class.getClassLoader());
        }
    }

    /** What a test's own class loader might do. */
    public static final class EngineStarter implements Supplier<EchoServer> {
        @Override
        public EchoServer get() {
            return EchoServer.start();
        }
    }

    /** Defines a class of the tests itself. */
    private static final class Loader extends ClassLoader {
        Loader() {
            super(EngineTests.class.getClassLoader());
        }

        Class<?> define(Class<?> original) throws IOException {
            String file = original.getName().replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(original.getName(), bytes, 0, bytes.length);
            }
        }
    }

    @Test
    void keeps_no_class_loader_of_who_started_it() throws Exception {
        for (Thread thread : threads()) {
            thread.join(20_000); // so that the starter is new
        }
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        Loader loader = new Loader();
        WeakReference<ClassLoader> reference = new WeakReference<>(loader, collected);
        Supplier<?> starter = (Supplier<?>)
                loader.define(EngineStarter.class).getConstructor().newInstance();
        assertNotSame(EngineStarter.class, starter.getClass());
        try (EchoServer server = (EchoServer) starter.get()) {
            starter = null;
            loader = null;
            System.gc();
            assertSame(reference, collected.remove(20_000));
            assertTrue(server.port() > 0);
        }
    }

    @Test
    void ends_its_threads_some_time_after_the_last_server_and_starts_again() throws InterruptedException {
        EchoServer.start().close();
        for (Thread thread : threads()) {
            thread.join(20_000);
            assertFalse(thread.isAlive(), thread + " is left behind");
        }
        try (EchoServer again = EchoServer.start()) {
            assertTrue(again.port() > 0);
            assertEquals(
                    Set.of("windsock-engine-1"),
                    Set.copyOf(threads().stream().map(Thread::getName).toList()));
        }
    }
}
