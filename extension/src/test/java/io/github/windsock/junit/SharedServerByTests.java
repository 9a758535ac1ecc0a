package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.junit.Kit.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.internal.SharedServerBy;
import io.github.windsock.server.EchoServer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A shared server whose name somebody else knows, when the test runs. */
@Execution(ExecutionMode.SAME_THREAD) // the samples have one host
@SuppressWarnings("unused") // the samples are run by JUnit
class SharedServerByTests {

    /** What tests run in, and what is replaced from time to time. */
    static final class OneServer implements SharedServerBy.ServerLookup {

        static final AtomicInteger NUMBER = new AtomicInteger();
        static boolean isThere;

        static EchoServer server() {
            return EchoServer.shared(name());
        }

        private static String name() {
            return "host " + NUMBER;
        }

        @Override
        public Optional<String> resolve(ExtensionContext context) {
            return isThere ? Optional.of(name()) : Optional.empty();
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @SharedServerBy(OneServer.class)
    @ExtendWith(WebSocketExtension.class)
    @interface Hosted {}

    @BeforeEach
    void start() {
        OneServer.isThere = true;
        OneServer.NUMBER.incrementAndGet();
    }

    @AfterEach
    void stop() {
        OneServer.server().close();
    }

    @Hosted
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Guests {

        static final List<EchoServer> SEEN = new ArrayList<>();

        @Test
        void a(EchoServer server) {
            SEEN.add(server);
        }

        @Test
        void b(EchoServer server) {
            SEEN.add(server);
            server.close();
            OneServer.NUMBER.incrementAndGet();
        }

        @Test
        void c(EchoServer server) {
            SEEN.add(server);
        }
    }

    @Test
    void is_found_by_each_test_anew() {
        Guests.SEEN.clear();
        EchoServer first = OneServer.server();
        assertEquals(List.of(), failures(Kit.of(Guests.class).run()));
        assertEquals(List.of(first, first, OneServer.server()), Guests.SEEN);
    }

    @Hosted
    @WithEchoServer(alias = "echo.websocket.org")
    static class Both {

        @Test
        void asks(BrowserPage page, EchoServer server) {
            assertSame(OneServer.server(), server);
            page.open("ws://echo.websocket.org");
            assertEquals(
                    "echo.websocket.org",
                    server.awaitConnection().handshake().header("Host").orElseThrow());
        }
    }

    @Test
    void has_what_an_annotation_beside_it_says() {
        assertEquals(List.of(), failures(Kit.of(Both.class).run()));
    }

    @Hosted
    @WithEchoServer(shared = "another")
    static class TwoNames {

        @Test
        void asks(EchoServer server) {}
    }

    @Test
    void has_one_name() {
        assertEquals(
                "@WithEchoServer(shared = \"another\") on [SharedServerByTests.TwoNames] names another server than \"host "
                        + OneServer.NUMBER + "\", which the annotation beside it has. Leave shared out.",
                Kit.onlyFailure(Kit.of(TwoNames.class).run()).getMessage());
    }

    @Hosted
    @WithEchoServer(behavior = "silent")
    static class TwoBehaviors {

        @Test
        void asks(EchoServer server) {}
    }

    @Test
    void has_the_behavior_of_its_host() {
        assertEquals(
                "@WithEchoServer on [SharedServerByTests.TwoBehaviors] has a behavior, but the server is that of the "
                        + "annotation beside it. Write the behavior there.",
                Kit.onlyFailure(Kit.of(TwoBehaviors.class).run()).getMessage());
    }

    @Hosted
    static class Nobody {

        @Test
        void asks(EchoServer server) {}
    }

    @Test
    void is_none_where_nobody_has_one() {
        OneServer.isThere = false;
        assertEquals(
                "Cannot inject EchoServer into SharedServerByTests.Nobody.asks(EchoServer): neither it nor a class around"
                        + " it is annotated with @WithEchoServer. Add the annotation.",
                Kit.onlyFailure(Kit.of(Nobody.class).run()).getMessage());
    }

    /** As an extension does that keeps what tests run in. */
    static final class Replaces implements BeforeEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            OneServer.server().close();
            OneServer.NUMBER.incrementAndGet();
        }
    }

    @ExtendWith(Replaces.class)
    @Hosted
    static class Early {

        @Injected
        EchoServer server;

        @Test
        void uses() {}
    }

    @Test
    void is_refused_to_a_test_that_has_another_already() {
        assertEquals(
                List.of("SharedServerByTests.Early.uses() was given a server before it began, but what it runs in"
                        + " has been replaced meanwhile, and has another one now. Take the server as a parameter of the"
                        + " test, and not in its constructor or a field."),
                failures(Kit.of(Early.class).run()).stream()
                        .map(Throwable::getMessage)
                        .toList());
    }

    @Hosted
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class LongLived {

        static BrowserPage application;
        static BrowserWebSocket socket;

        @Test
        void a(EchoServer server) {
            socket = application.open(server.uri());
            server.awaitConnection();
        }

        @Test
        void b(EchoServer server) {
            assertEquals(ReadyState.OPEN, server.awaitConnection().readyState());
            assertReadyState(ReadyState.OPEN, socket);
        }
    }

    @Test
    void keeps_connections_of_code_that_outlives_the_test() {
        LongLived.application = BrowserPage.builder().build();
        try {
            assertEquals(
                    List.of(),
                    failures(Kit.of(LongLived.class)
                            .with(WebSocketExtension.LEFTOVERS, "fail")
                            .run()));
        } finally {
            LongLived.application.close();
        }
    }
}
