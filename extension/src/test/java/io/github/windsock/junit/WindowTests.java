package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.junit.Kit.failures;
import static io.github.windsock.junit.Kit.golden;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Tests that use one server, one after the other, are told apart; at the same time they are refused. */
@SuppressWarnings("unused") // the samples are run by JUnit
class WindowTests {

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OneAfterTheOther {

        static final List<String> SEEN = new ArrayList<>();

        static BrowserWebSocket ofTheClass;
        static BrowserWebSocket ofTheFirst;

        @BeforeAll
        static void open(EchoServer server, BrowserWebSocket socket) {
            ofTheClass = socket;
        }

        @Test
        void a(EchoServer server, Journal journal, BrowserPage page) {
            server.behave(silent());
            ofTheFirst = page.open(server.uri("/first"));
            ServerConnection connection = server.awaitConnection();
            SEEN.add("a: " + connection.handshake().target() + " of the class");
            ServerConnection own = server.awaitConnection();
            own.send("only in a");
            assertReceived("only in a", ofTheFirst);
            SEEN.add("a sees " + journal.timeline().title().replaceAll("[0-9]+$", "PORT"));
        }

        @Test
        void b(EchoServer server, Journal journal, BrowserWebSocket socket) {
            SEEN.add("b: attempts " + server.attempts().size() + ", connections "
                    + server.connections().size());
            SEEN.add("the class's " + ofTheClass.readyState() + ", a's " + ofTheFirst.readyState());
            socket.send("b");
            assertReceived("b", socket);
            SEEN.add("b sees a's message: " + journal.timeline().toString().contains("only in a"));
        }

        @AfterAll
        static void end(EchoServer server) {
            SEEN.add("afterAll: " + server.toString().replaceAll(":[0-9]+", ":PORT") + ", "
                    + server.connections().size() + " open");
            assertClosedWith(1001, "test over", ofTheFirst);
        }
    }

    @Test
    void each_test_sees_its_own_part_and_leaves_the_server_as_it_was() {
        OneAfterTheOther.SEEN.clear();
        assertEquals(List.of(), failures(Kit.of(OneAfterTheOther.class).run()));

        assertEquals(
                List.of(
                        "a: / of the class",
                        "a sees WindowTests.OneAfterTheOther.a(EchoServer, Journal, BrowserPage) · ws://127.0.0.1:PORT",
                        "b: attempts 1, connections 2",
                        "the class's OPEN, a's CLOSED",
                        "b sees a's message: false",
                        "afterAll: EchoServer ws://127.0.0.1:PORT echo(), 1 open"),
                OneAfterTheOther.SEEN);
        assertEquals(ReadyState.CLOSED, OneAfterTheOther.ofTheClass.readyState());
    }

    static class AtTheSameTime extends Meeting {

        @RegisterExtension // JUnit does not look into it before it runs the tests
        static final WebSocketExtension WEB_SOCKETS =
                WebSocketExtension.builder().build();

        @Injected
        static EchoServer server;

        @Test
        void meet_too() throws Exception {
            meet();
        }
    }

    @Test
    void at_the_same_time_they_are_refused_with_the_alternatives() {
        EngineExecutionResults results =
                Kit.of(AtTheSameTime.class).concurrently().run();

        String refusal = Kit.onlyFailure(results).getMessage();
        String refused = refusal.startsWith("WindowTests.AtTheSameTime.meet()") ? "meet" : "meet_too";
        String admitted = refused.equals("meet") ? "meet_too" : "meet";
        assertEquals(
                "WindowTests.AtTheSameTime." + refused
                        + "() cannot use the server of the class WindowTests.AtTheSameTime while "
                        + "WindowTests.AtTheSameTime." + admitted + "() does: neither could tell its connections and"
                        + " messages from the other's. Run them one after"
                        + " the other, with @Execution(SAME_THREAD) or"
                        + " @ResourceLock, or give each test a server of its"
                        + " own: ask for it in the test, @BeforeEach, or an"
                        + " instance field, but not in @BeforeAll, a static"
                        + " field, or under PER_CLASS in the constructor.",
                refusal);
    }

    static class SharedAtTheSameTime extends Meeting {

        @RegisterExtension
        static final WebSocketExtension WEB_SOCKETS =
                WebSocketExtension.builder().shared("window-tests").build();
    }

    static class SharedAtTheSameTimeToo extends Meeting {

        @RegisterExtension
        static final WebSocketExtension WEB_SOCKETS =
                WebSocketExtension.builder().shared("window-tests").build();
    }

    /** The one that is let in waits until the other one has been refused; that one never comes so far. */
    abstract static class Meeting {

        @RegisterExtension
        final OtherRefused other = new OtherRefused();

        @Test
        void meet() throws Exception {
            assertTrue(other.came.await(60, TimeUnit.SECONDS));
        }
    }

    /** That a test of this run was refused. */
    static class OtherRefused implements BeforeEachCallback, TestWatcher {

        CountDownLatch came;

        @Override
        public void beforeEach(ExtensionContext context) {
            came = ofTheRun(context);
        }

        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            ofTheRun(context).countDown();
        }

        private static CountDownLatch ofTheRun(ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(OtherRefused.class))
                    .getOrComputeIfAbsent("came", key -> new CountDownLatch(1), CountDownLatch.class);
        }
    }

    @Test
    void a_shared_server_too_takes_one_test_at_a_time() {
        EngineExecutionResults results = Kit.of(SharedAtTheSameTime.class, SharedAtTheSameTimeToo.class)
                .concurrently()
                .run();

        String refusal = Kit.onlyFailure(results).getMessage();
        EchoServer.shared("window-tests").close();
        String first = "WindowTests.SharedAtTheSameTime.meet()";
        String second = "WindowTests.SharedAtTheSameTimeToo.meet()";
        boolean isFirst = refusal.startsWith(first + " ");
        assertEquals(
                (isFirst ? first : second) + " cannot use the server of the name \"window-tests\" while "
                        + (isFirst ? second : first)
                        + " does: neither could tell its connections and messages from the "
                        + "other's. Run them one after the other, with "
                        + "@ResourceLock(\"windsock.shared.window-tests\"), or give each test a server of its own: "
                        + "leave shared out.",
                refusal);
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsBeforeTheFirstTest {

        @BeforeAll
        static void listen(BrowserWebSocket socket) {
            socket.onMessage(message -> {
                throw new IllegalStateException("not in a test");
            });
            socket.send("hello");
            assertReceived("hello", socket);
        }

        @Test
        void a() {}

        @Test
        void b() {}
    }

    @Test
    void what_a_listener_throws_before_the_first_test_fails_that() {
        Throwable failure =
                Kit.onlyFailure(Kit.of(FailsBeforeTheFirstTest.class).run());

        assertTrue(
                golden(failure.getMessage())
                        .startsWith("client#1: a listener of \"message\" threw IllegalStateException (\"not in a"
                                + " test\")\n\n"
                                + " WindowTests.FailsBeforeTheFirstTest · ws://127.0.0.1:PORT\n"),
                failure::getMessage);
        assertEquals("not in a test", failure.getCause().getMessage());
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsWhileDown {

        @Injected
        static EchoServer server;

        @Test
        void a() {
            server.goDown();
            throw new IllegalStateException("while down");
        }

        @Test
        void b(BrowserWebSocket socket) {
            socket.send("up");
            assertReceived("up", socket);
        }
    }

    @WithEchoServer(shared = "window-tests-down")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class LeavesTheSharedOneDown {

        @Test
        void a(EchoServer server) {
            server.goDown();
        }
    }

    @WithEchoServer(shared = "window-tests-down")
    static class UsesTheSharedOneLater {

        @Test
        void b(BrowserWebSocket socket) {
            socket.send("up");
            assertReceived("up", socket);
        }
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class IsDownBeforeTheFirstTest {

        static final List<String> SEEN = new ArrayList<>();

        @BeforeAll
        static void down(EchoServer server) {
            server.goDown();
        }

        @Test
        void a(EchoServer server) {
            server.comeBack();
            server.goDown();
        }

        @Test
        void b(EchoServer server, BrowserPage page) {
            BrowserWebSocket socket = page.open(server.uri());
            assertClosedWith(1006, "", socket);
            SEEN.add(PartyLog.of(socket).closing().orElseThrow().event().why());
        }
    }

    @Nested
    class an_outage_ends_with_its_test {

        @Test
        void on_the_server_of_a_class() {
            List<Throwable> failures = failures(Kit.of(FailsWhileDown.class).run());

            assertEquals(
                    List.of("while down"),
                    failures.stream().map(Throwable::getMessage).toList());
        }

        @Test
        void on_a_shared_server() {
            assertEquals(
                    List.of(),
                    failures(Kit.of(LeavesTheSharedOneDown.class, UsesTheSharedOneLater.class)
                            .run()));
            EchoServer.shared("window-tests-down").close();
        }

        @Test
        void but_one_that_began_before_lasts_and_a_refused_connect_says_since_when() {
            IsDownBeforeTheFirstTest.SEEN.clear();
            assertEquals(
                    List.of(), failures(Kit.of(IsDownBeforeTheFirstTest.class).run()));

            assertEquals(
                    List.of("connection refused: the server is down since "
                            + "WindowTests.IsDownBeforeTheFirstTest.a(EchoServer) called goDown()"),
                    IsDownBeforeTheFirstTest.SEEN);
        }
    }
}
