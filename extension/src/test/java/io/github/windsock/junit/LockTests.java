package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.junit.Kit.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Tests that use one server wait for each other, when everything may run at the same time. */
@SuppressWarnings("unused") // the samples are run by JUnit
class LockTests {

    private static void assertAllPass(int tests, Class<?>... samples) {
        EngineExecutionResults results = Kit.of(samples).concurrently().run();

        assertEquals(List.of(), failures(results));
        assertEquals(tests, results.testEvents().succeeded().count());
    }

    @Nested
    class on_a_shared_server {

        @Test
        void tests_of_several_classes_take_turns() {
            assertAllPass(84, First.class, Second.class, Third.class, Fourth.class);
            EchoServer.shared("lock-tests").close();
        }

        @Test
        void a_single_method_waits_for_the_classes() {
            assertAllPass(43, OfTheMethod.class, OneMethod.class);
            EchoServer.shared("lock-tests-method").close();
        }

        @Test
        void a_test_without_the_annotation_takes_the_lock_by_its_key() {
            assertAllPass(42, ByHand.class, ByAnnotation.class);
            EchoServer.shared("lock-tests by hand").close();
        }
    }

    @Nested
    class on_a_server_of_their_class {

        @Test
        void tests_take_turns_if_a_static_field_has_it() {
            assertAllPass(21, StaticField.class);
        }

        @Test
        void tests_take_turns_if_before_all_has_it() {
            assertAllPass(21, BeforeAllMethod.class);
        }

        @Test
        void tests_take_turns_if_the_one_instance_has_it() {
            assertAllPass(42, InstanceField.class, InstanceConstructor.class);
        }

        @Test
        void nested_classes_take_turns_with_the_class_around_them() {
            assertAllPass(42, Outer.class);
        }
    }

    abstract static class Echoing {

        @RepeatedTest(21)
        void echoes(BrowserWebSocket socket) {
            socket.send("hello");
            assertReceived("hello", socket);
        }
    }

    @WithEchoServer(shared = "lock-tests")
    static class First extends Echoing {}

    @WithEchoServer(shared = "lock-tests")
    static class Second extends Echoing {}

    @WithEchoServer(shared = "lock-tests")
    static class Third extends Echoing {}

    @WithEchoServer(shared = "lock-tests")
    static class Fourth extends Echoing {}

    @WithEchoServer(shared = "lock-tests-method")
    static class OfTheMethod extends Echoing {}

    @WithEchoServer
    static class OneMethod extends Echoing {

        @Test
        @WithEchoServer(shared = "lock-tests-method")
        void uses_the_shared_one(BrowserWebSocket socket) {
            socket.send("hello");
            assertReceived("hello", socket);
        }
    }

    abstract static class Alone {

        private static final AtomicInteger INSIDE = new AtomicInteger();

        @RepeatedTest(21)
        void is_alone() {
            assertEquals(1, INSIDE.incrementAndGet());
            try {
                for (int i = 0; i < 1000; i++) {
                    Thread.onSpinWait();
                }
                assertEquals(1, INSIDE.get());
            } finally {
                INSIDE.decrementAndGet();
            }
        }
    }

    @ResourceLock(WebSocketExtension.SHARED_LOCK + "lock-tests by hand")
    static class ByHand extends Alone {}

    @WithEchoServer(shared = "lock-tests by hand")
    static class ByAnnotation extends Alone {}

    @WithEchoServer
    static class StaticField extends Echoing {

        @Injected
        static EchoServer server;
    }

    @WithEchoServer
    static class BeforeAllMethod extends Echoing {

        @BeforeAll
        static void before(BrowserPage page, EchoServer server) {}
    }

    @WithEchoServer
    @TestInstance(Lifecycle.PER_CLASS)
    static class InstanceField extends Echoing {

        @Connect
        BrowserWebSocket socket;
    }

    @WithEchoServer
    @TestInstance(Lifecycle.PER_CLASS)
    static class InstanceConstructor extends Echoing {

        InstanceConstructor(EchoServer server) {}
    }

    @WithEchoServer
    static class Outer extends Echoing {

        @Injected
        static EchoServer server;

        @Nested
        class Inner extends Echoing {}
    }
}
