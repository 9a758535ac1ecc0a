package io.github.windsock.jetty;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.EveryEngine;
import io.github.windsock.junit.EveryFault;
import io.github.windsock.junit.Injected;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.TestClock;
import io.github.windsock.server.internal.ServerInternals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test that is run on each engine: on which, under which name, what is aborted and what refused. */
@SuppressWarnings("unused") // the samples are run by JUnit
class EveryEngineOnJettyTests {
    private static final List<String> BOTH = List.of("[1] windsock SUCCESSFUL", "[2] jetty SUCCESSFUL");

    private static void assertPlays(String name, EchoServer server) {
        String played = ServerInternals.port(server).getClass().getSimpleName();
        assertEquals(name.contains("jetty") ? "JettyPort" : "TransportPort", played);
    }

    /** Each run by its display name, how it ended, and why. */
    private static List<String> runs(Class<?> sample) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sample))
                .configurationParameter("windsock.timeout", "30s")
                .configurationParameter("windsock.timeline", "never")
                .execute()
                .allEvents()
                .finished()
                .filter(event -> event.getTestDescriptor().isTest()
                        || event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .isPresent())
                .map(event -> event.getTestDescriptor().getDisplayName() + " "
                        + told(event.getRequiredPayload(TestExecutionResult.class)))
                .toList();
    }

    private static String told(TestExecutionResult result) {
        String why = result.getThrowable().map(it -> ": " + it.getMessage()).orElse("");
        return result.getStatus() + why.replaceAll("Failed to resolve parameter .*: @Every", "@Every");
    }

    @Nested
    class runs_on {

        @WithEchoServer
        static class BothInjected {

            @EveryEngine
            void a(EchoServer server, BrowserWebSocket socket, TestInfo info) {
                assertPlays(info.getDisplayName(), server);
                socket.send("hi");
                assertReceived("hi", socket);
            }
        }

        @Test
        void both_by_their_names_beside_what_is_injected() {
            assertEquals(BOTH, runs(BothInjected.class));
        }

        @WithEchoServer
        static class Early {
            private final EchoServer first;

            @Injected
            private EchoServer second;

            Early(EchoServer server, TestInfo info) {
                assertPlays(info.getDisplayName(), server);
                first = server;
            }

            @EveryEngine
            void a(EchoServer server, TestClock clock) {
                assertEquals(List.of(server, server), List.of(first, second));
                clock.advance(Duration.ofSeconds(1));
            }
        }

        @Test
        void both_for_a_constructor_and_a_field_too() {
            assertEquals(BOTH, runs(Early.class));
        }

        @WithEchoServer
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        static class OneInstance {

            @BeforeEach
            void look(EchoServer server, TestInfo info) {
                assertPlays(info.getDisplayName(), server);
            }

            @EveryEngine
            void a(EchoServer server) {}
        }

        @Test
        void both_with_one_instance_for_all() {
            assertEquals(BOTH, runs(OneInstance.class));
        }

        @WithEchoServer
        static class Crossed {

            @EveryFault(matching = {"okInsteadOf101", "invalidUtf8"})
            @EveryEngine
            void a(EchoServer server, Fault fault, TestInfo info) {
                assertPlays(info.getDisplayName(), server);
                server.behave(fault);
            }
        }

        @Test
        void each_with_each_fault_and_aborts_what_an_engine_cannot_play() {
            assertEquals(
                    List.of(
                            "[1] okInsteadOf101(), windsock SUCCESSFUL",
                            "[2] okInsteadOf101(), jetty SUCCESSFUL",
                            "[3] invalidUtf8(), windsock SUCCESSFUL",
                            "[4] invalidUtf8(), jetty ABORTED: the engine jetty cannot play invalidUtf8(), which takes raw"
                                    + " bytes; leave the engine out for this test"),
                    runs(Crossed.class));
        }
    }

    @Nested
    class refuses {

        @WithEchoServer
        static class ServerOfTheClass {

            @BeforeAll
            static void start(EchoServer server) {}

            @EveryEngine
            void a(EchoServer server) {}
        }

        @Test
        void a_server_of_the_class() {
            String why =
                    " FAILED: @EveryEngine on [EveryEngineOnJettyTests.refuses.ServerOfTheClass.a(EchoServer)]: it would"
                            + " use the server of the class EveryEngineOnJettyTests.refuses.ServerOfTheClass on each engine. Give"
                            + " each run a server of its own: ask for it in the test, @BeforeEach, or an instance field, but not in"
                            + " @BeforeAll, a static field, or under PER_CLASS in the constructor.";
            assertEquals(List.of("[1] windsock" + why, "[2] jetty" + why), runs(ServerOfTheClass.class));
        }

        @WithEchoServer(shared = "engines")
        static class ServerOfTheJvm {

            @EveryEngine
            void a(EchoServer server) {}
        }

        @Test
        void a_server_of_the_jvm() {
            String why =
                    " FAILED: @EveryEngine on [EveryEngineOnJettyTests.refuses.ServerOfTheJvm.a(EchoServer)]: it would"
                            + " use the server of the name \"engines\" on each engine. Give each run a server of its own: leave"
                            + " shared out.";
            assertEquals(List.of("[1] windsock" + why, "[2] jetty" + why), runs(ServerOfTheJvm.class));
            EchoServer.shared("engines").close();
        }

        @WithEchoServer(engine = JettyEngine.class)
        static class NamesOne {

            @EveryEngine
            void a(EchoServer server) {}
        }

        @Test
        void another_word_about_the_engine() {
            String why =
                    " FAILED: @EveryEngine on [EveryEngineOnJettyTests.refuses.NamesOne.a(EchoServer)]: @WithEchoServer"
                            + " on [EveryEngineOnJettyTests.refuses.NamesOne] names the engine JettyEngine. Leave engine out.";
            assertEquals(List.of("[1] windsock" + why, "[2] jetty" + why), runs(NamesOne.class));
        }
    }
}
