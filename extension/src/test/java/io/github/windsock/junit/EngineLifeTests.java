package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.server.EchoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/** The engine is the first server's to start, and outlives the last one by two seconds. */
@Isolated("other tests' servers would keep the engine")
@SuppressWarnings("unused") // the sample is run by JUnit
class EngineLifeTests {

    private static final long LINGER_MILLIS = Duration.ofSeconds(2).toMillis();
    private static final long BOUND = Duration.ofSeconds(20).toMillis();

    @BeforeEach
    void nobody_else_has_the_engine() throws InterruptedException {
        for (Thread engine : engines()) {
            end(engine);
        }
    }

    private static List<Thread> engines() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("windsock-engine-"))
                .toList();
    }

    private static Thread engine() {
        List<Thread> engines = engines();
        assertEquals(1, engines.size(), engines::toString);
        return engines.get(0);
    }

    private static void end(Thread engine) throws InterruptedException {
        engine.join(BOUND);
        assertFalse(engine.isAlive(), engine + " is left");
    }

    @Test
    void it_is_there_as_long_as_one_of_its_servers_and_two_seconds_longer() throws InterruptedException {
        EchoServer first = EchoServer.start();
        Thread engine = engine();
        EchoServer second = EchoServer.start();
        first.close();
        first.close(); // gives back nothing more
        engine.join(LINGER_MILLIS + 500);
        assertTrue(engine.isAlive(), "the second server's engine has ended with the first one");

        long idle = System.nanoTime();
        second.close();
        engine.join(LINGER_MILLIS / 2);
        try (EchoServer between = EchoServer.start()) {
            assumeTrue(millisSince(idle) < LINGER_MILLIS, "this machine stood still for as long as the engine lingers");
            assertTrue(between.port() > 0);
            assertSame(engine, engine());
            idle = System.nanoTime();
        }
        end(engine);
        assertTrue(
                millisSince(idle) >= LINGER_MILLIS,
                "its time began with the end of the second server, not of the last");

        try (EchoServer again = EchoServer.start()) {
            assertTrue(again.port() > 0);
            assertNotSame(engine, engine());
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class TestsOfAClass {

        static final List<Thread> ENGINES = new ArrayList<>();

        @Test
        void a(EchoServer server) {
            ENGINES.add(engine());
        }

        @Test
        void b(EchoServer server) {
            ENGINES.add(engine());
        }
    }

    @Test
    void the_tests_of_a_class_have_one() {
        TestsOfAClass.ENGINES.clear();
        try (EchoServer longer = EchoServer.start()) {
            assertTrue(longer.port() > 0);
            assertEquals(List.of(), Kit.failures(Kit.of(TestsOfAClass.class).run()));
            assertEquals(List.of(engine(), engine()), TestsOfAClass.ENGINES);
        }
    }
}
