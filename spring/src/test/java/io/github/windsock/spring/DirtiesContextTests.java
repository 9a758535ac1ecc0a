package io.github.windsock.spring;

import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.junit.Injected;
import io.github.windsock.server.EchoServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A context that is made anew has a new server, and the old one is gone. */
@SuppressWarnings("unused") // the samples are run by JUnit
class DirtiesContextTests {

    private static final List<EchoServer> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static void assertOpen(int open) {
        assertEquals(open, SEEN.stream().distinct().filter(it -> !isClosed(it)).count());
    }

    private static boolean isClosed(EchoServer server) {
        return server.toString().endsWith(" closed");
    }

    private static void assertDifferentAndClosed(int servers) {
        assertEquals(servers, SEEN.stream().distinct().count());
        assertTrue(SEEN.stream().allMatch(DirtiesContextTests::isClosed), SEEN::toString);
    }

    @EchoServerProperty("feed.url") // first: Spring's extension goes before Windsock's in any order
    @SpringJUnitConfig(Prices.Application.class)
    abstract static class Sample {

        @Autowired
        Prices prices;

        void use(EchoServer server) {
            SEEN.add(server);
            assertOpen(1);
            server.awaitConnection().send("42");
            await(server).until(() -> prices.latest().equals("42"));
        }
    }

    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    static class AfterEach extends Sample {

        @Injected
        EchoServer injected;

        @Test
        void a(EchoServer server) {
            use(server);
            assertEquals(injected, server);
        }

        @Test
        void b(EchoServer server) {
            use(server);
            assertEquals(injected, server);
        }
    }

    @Test
    void after_each_test() {
        Kit.of(AfterEach.class).succeeds(2);
        assertDifferentAndClosed(2);
    }

    @DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
    static class BeforeEachOne extends Sample {

        @Test
        void a(EchoServer server) {
            use(server);
        }

        @Test
        void b(EchoServer server) {
            use(server);
        }
    }

    @Test
    void before_each_test() {
        Kit.of(BeforeEachOne.class).succeeds(2);
        assertDifferentAndClosed(2);
    }

    @DirtiesContext
    static class First extends Sample {

        @Test
        void a(EchoServer server) {
            use(server);
        }

        @Test
        void b(EchoServer server) {
            use(server);
        }
    }

    static class Second extends Sample {

        @Test
        void a(EchoServer server) {
            use(server);
        }
    }

    @Test
    void after_a_class() {
        Kit.of(First.class, Second.class).succeeds(3);
        assertDifferentAndClosed(2);
    }

    static class TooEarly extends Sample {

        @Injected
        EchoServer injected;

        @Test
        @DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
        void a() {}
    }

    @Test
    void a_field_that_was_injected_before_is_refused() {
        assertEquals(
                "DirtiesContextTests.TooEarly.a() was given a server before it began, but what it runs in has been replaced"
                        + " meanwhile, and has another one now. Take the server as a parameter of the test, and not in its"
                        + " constructor or a field.",
                Kit.onlyFailure(TooEarly.class).getMessage());
        Kit.of(TooEarly.class).closeContexts();
    }
}
