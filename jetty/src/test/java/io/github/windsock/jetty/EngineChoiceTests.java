package io.github.windsock.jetty;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.closeEmpty;
import static io.github.windsock.server.Faults.invalidUtf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.WebSocketEngine;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.TestAbortedException;

/** Who names an engine, and what if there is none. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class EngineChoiceTests {
    private static final String PROPERTY = "windsock.engine";

    private static Events run(Class<?> sample) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sample))
                .configurationParameter("windsock.timeout", "30s")
                .configurationParameter("windsock.timeline", "never")
                .execute()
                .testEvents();
    }

    private static void withProperty(String engine, Runnable task) {
        System.setProperty(PROPERTY, engine);
        try {
            task.run();
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    @Nested
    class an_engine_of_the_annotation {

        @Test
        void plays_the_server() {
            run(Annotated.class).assertThatEvents().haveExactly(1, finishedSuccessfully());
        }
    }

    @WithEchoServer(engine = JettyEngine.class, alias = "echo.websocket.org", timeout = "30s")
    static class Annotated {
        @Test
        void says_hello(BrowserWebSocket socket, EchoServer server) {
            socket.send("hello WebSocket");
            assertReceived("hello WebSocket", socket);
            socket.close(3005, "bye");
            assertClosedWith(3005, "bye", socket);
            assertThrows(UnsupportedOperationException.class, () -> server.behave(closeEmpty()));
        }
    }

    @Nested
    class an_engine_of_the_suite {

        @Test
        void plays_what_it_can_and_aborts_the_rest() {
            withProperty("jetty", () -> {
                Events events = run(OfTheSuite.class);

                events.assertThatEvents().haveExactly(1, finishedSuccessfully());
                events.assertThatEvents()
                        .haveExactly(
                                1,
                                abortedWithReason(
                                        instanceOf(TestAbortedException.class),
                                        message(
                                                "the engine jetty cannot play closeEmpty(), which takes every close code;"
                                                        + " leave the engine out for this test")));
            });
        }

        private String aborted(Executable composed) {
            return assertThrows(TestAbortedException.class, composed).getMessage();
        }

        private void assertAborts(Behavior behavior, EchoServer named, EchoServer ofTheSuite) {
            assertEquals(
                    assertThrows(UnsupportedOperationException.class, () -> named.behave(behavior))
                            .getMessage(),
                    aborted(() -> ofTheSuite.behave(behavior)));
        }

        @Test
        void aborts_with_the_sentence_that_refuses_it_elsewhere() {
            withProperty("jetty", () -> {
                try (EchoServer named =
                                EchoServer.builder().engine(JettyEngine.class).start();
                        EchoServer ofTheSuite = EchoServer.start()) {
                    JettyEngineTests.beyondIt().forEach(each -> assertAborts(each, named, ofTheSuite));
                    Fault.all(Fault.class).stream()
                            .filter(each -> !FaultsTests.PLAYED.contains(FaultsTests.name(each)))
                            .forEach(each -> assertAborts(each, named, ofTheSuite));
                }
            });
        }

        @Test
        void aborts_what_a_test_does_on_a_connection_or_the_server() {
            withProperty("jetty", () -> {
                try (EchoServer server = EchoServer.start();
                        RawPeer client = RawPeer.open(server.port())) {
                    ServerConnection connection = server.awaitConnection();
                    Map<String, Executable> deeds = Map.of(
                            "an empty Close frame, which takes every close code", connection::close,
                            "invalidUtf8(), which takes raw bytes", () -> connection.fault(invalidUtf8()),
                            "closeEmpty(), which takes every close code", () -> connection.behave(closeEmpty()),
                            "goDown(), which takes an outage on the same port", server::goDown,
                            "maxBufferedBytes(1000), which takes one bound of memory for all connections",
                                    () -> EchoServer.builder()
                                            .maxBufferedBytes(1000)
                                            .start());
                    deeds.forEach((what, deed) -> assertEquals(
                            "the engine jetty cannot play " + what + "; leave the engine out for this test",
                            aborted(deed)));
                    client.send(0x81, "alive");
                    assertEquals("81 alive", client.read().toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Test
        void has_to_be_there() {
            withProperty(
                    "tomcat",
                    () -> assertEquals(
                            "there is no engine tomcat for windsock.engine = tomcat; add io.github.windsock:windsock-tomcat to the"
                                    + " tests, or leave it out",
                            assertThrows(IllegalArgumentException.class, EchoServer::start)
                                    .getMessage()));
        }
    }

    @WithEchoServer(timeout = "30s")
    static class OfTheSuite {
        @Test
        void plays(BrowserWebSocket socket) {
            socket.send("hello");
            assertReceived("hello", socket);
        }

        @Test
        void closes_without_a_status(EchoServer server) {
            server.behave(closeEmpty());
        }
    }

    /** No engine. */
    public interface Nothing extends WebSocketEngine {}

    @Test
    void a_class_that_is_no_engine_is_refused() {
        EchoServer.Builder builder = EchoServer.builder().engine(Nothing.class);

        assertEquals(
                Nothing.class.getName() + " is not an engine; name one that a module of Windsock provides, such as"
                        + " JettyEngine of windsock-jetty",
                assertThrows(IllegalArgumentException.class, builder::start).getMessage());
    }
}
