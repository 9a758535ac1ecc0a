package io.github.windsock.junit;

import static io.github.windsock.Matchers.anyMessage;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.TestClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which clock, and when a server runs on it. */
@SuppressWarnings("unused") // the samples are run by JUnit
class TestClockInjectionTests {

    private static void assertPasses(Class<?> sample) {
        assertEquals(List.of(), Kit.failures(Kit.of(sample).run()));
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OfATest {

        private static final AtomicReference<TestClock> LAST = new AtomicReference<>();

        @BeforeEach
        void begin(EchoServer server) {
            server.behave(push(ofHours(1), template("${n}")).with(pingEvery(ofSeconds(30))));
        }

        @Test
        void a(EchoServer server, BrowserWebSocket socket, TestClock clock) {
            LAST.set(clock);
            assertReceived("1", socket);
            clock.advance(ofHours(1));
            assertReceived("2", socket);
            assertPinged(120, socket);
        }

        @Test
        void b(TestClock clock) {
            assertNotSame(LAST.get(), clock);
            assertEquals(ZERO, clock.elapsed());
        }

        @Test
        void c(EchoServer server, BrowserWebSocket socket) {
            server.behave(echo());
            assertReceived("1", socket);
        }
    }

    @Test
    void a_test_has_its_own() {
        assertPasses(OfATest.class);
    }

    @WithEchoServer
    static class OfEachTest {

        @Injected
        private TestClock clock;

        @BeforeEach
        void begin(EchoServer server, TestClock same) {
            assertSame(clock, same);
            server.behave(push(ofHours(1), template("${n}")));
        }

        @Test
        void a(BrowserWebSocket socket) {
            assertTicks(socket);
        }

        private void assertTicks(BrowserWebSocket socket) {
            clock.advance(ofHours(1));
            assertReceived("1", socket);
            assertReceived("2", socket);
        }

        @Nested
        class Within {
            @Test
            void b(BrowserWebSocket socket) {
                assertTicks(socket);
            }
        }
    }

    @Test
    void a_field_and_a_method_before_each_test_ask_for_all_of_them() {
        assertPasses(OfEachTest.class);
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OfAClass {

        private static TestClock ofClass;

        @BeforeAll
        static void begin(EchoServer server) {
            server.behave(push(ofHours(1), template("${n}")));
        }

        @Test
        void a(BrowserWebSocket socket, TestClock clock) {
            ofClass = clock;
            assertReceived("1", socket);
            clock.advance(ofHours(2));
            assertReceived(2, anyMessage(), socket);
        }

        @Test
        void b(BrowserWebSocket socket, TestClock clock) {
            assertSame(ofClass, clock);
            assertEquals(ofHours(2), clock.elapsed());
            assertTrue(clock.planned().size() < 2, clock.planned()::toString);
            assertReceived("1", socket);
        }

        @Nested
        class Within {
            @Test
            void c(TestClock clock) {
                assertSame(ofClass, clock);
            }
        }
    }

    @Test
    void a_class_has_one_for_its_server_whose_time_goes_on() {
        assertPasses(OfAClass.class);
    }

    static class OfTheBuilder {

        private static final TestClock GIVEN = TestClock.create();

        @RegisterExtension
        static final WebSocketExtension EXTENSION =
                WebSocketExtension.builder().server(it -> it.clock(GIVEN)).build();

        @Test
        void a(TestClock clock) {
            assertSame(GIVEN, clock);
        }
    }

    @Test
    void a_server_that_was_given_one_has_that() {
        assertPasses(OfTheBuilder.class);
    }

    @WithEchoServer(shared = "clockless")
    static class OfTheJvm {
        @Test
        void a(TestClock clock) {}
    }

    @Test
    void a_shared_server_has_none() {
        try {
            assertEquals(
                    "Cannot inject TestClock into TestClockInjectionTests.OfTheJvm.a(TestClock): the server is shared, so that its time is not this test's"
                            + " alone. Leave shared out.",
                    Kit.onlyFailure(Kit.of(OfTheJvm.class).run()).getMessage());
        } finally {
            EchoServer.shared("clockless").close(); // it would live as long as the JVM
        }
    }

    static class WithoutServer {
        @RegisterExtension
        final WebSocketExtension extension = new WebSocketExtension();

        @Test
        void a(TestClock clock) {}
    }

    @Test
    void without_a_server_there_is_none() {
        assertEquals(
                "Cannot inject TestClock into TestClockInjectionTests.WithoutServer.a(TestClock): neither it nor a class around it is annotated with"
                        + " @WithEchoServer. Add the annotation.",
                Kit.onlyFailure(Kit.of(WithoutServer.class).run()).getMessage());
    }
}
