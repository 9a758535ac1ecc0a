package io.github.windsock.server.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.Set;
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
                assertSame(Engine.class.getClassLoader(), thread.getContextClassLoader(), thread.toString());
            }
        } finally {
            Thread.currentThread().setContextClassLoader(EngineTests.class.getClassLoader());
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
