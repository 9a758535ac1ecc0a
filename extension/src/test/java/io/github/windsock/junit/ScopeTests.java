package io.github.windsock.junit;

import static io.github.windsock.junit.Kit.assertSees;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** One case for each row of the table of who gets which server, and for each way to say that there is one. */
@SuppressWarnings("unused") // the samples are run by JUnit
class ScopeTests {

    // Who asks: the test.

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class EveryPlaceOfATest {

        static final Log LOG = Log.of(EveryPlaceOfATest.class);

        @Injected
        private EchoServer field;

        EveryPlaceOfATest(EchoServer server) {
            LOG.see("constructor", server);
        }

        @BeforeEach
        void before(EchoServer server) {
            LOG.see("field", field);
            LOG.see("before", server);
        }

        @Test
        void a(EchoServer server, Journal journal, BrowserPage page, BrowserWebSocket socket) {
            LOG.see("a", server);
            LOG.say("one journal: " + (journal == server.journal() && journal == page.journal()) + ", socket "
                    + socket.readyState());
        }

        @Test
        void b(EchoServer server) {
            LOG.see("b", server);
        }

        @AfterEach
        void after(EchoServer server) {
            LOG.see("after", server);
        }
    }

    @Test
    void constructor_field_before_test_and_after_have_the_tests_own() {
        assertSees(
                EveryPlaceOfATest.class,
                "constructor A",
                "field A",
                "before A",
                "a A",
                "one journal: true, socket OPEN",
                "after A",
                "constructor B, closed A",
                "field B, closed A",
                "before B, closed A",
                "b B, closed A",
                "after B, closed A");
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    @ExtendWith(EveryKindOfTest.Twice.class)
    static class EveryKindOfTest {

        static final Log LOG = Log.of(EveryKindOfTest.class);

        @Injected
        EchoServer server;

        @ParameterizedTest
        @ValueSource(strings = {"x", "y"})
        void a_parameterized(String value, EchoServer server) {
            LOG.see(value, server);
        }

        @RepeatedTest(2)
        void b_repeated(EchoServer server) {
            LOG.see("repeated", server);
        }

        @TestFactory
        Stream<DynamicTest> c_factory(EchoServer server) {
            return Stream.of("1", "2").map(name -> DynamicTest.dynamicTest(name, () -> LOG.see("dynamic", server)));
        }

        @TestTemplate
        void d_template(EchoServer server) {
            LOG.see("template", server);
        }

        static class Twice implements TestTemplateInvocationContextProvider {

            @Override
            public boolean supportsTestTemplate(ExtensionContext context) {
                return context.getRequiredTestMethod().getName().equals("d_template");
            }

            @Override
            public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
                    ExtensionContext context) {
                return Stream.of(new TestTemplateInvocationContext() {}, new TestTemplateInvocationContext() {});
            }
        }
    }

    @Test
    void every_invocation_is_a_test_and_dynamic_tests_share_their_factorys() {
        assertSees(
                EveryKindOfTest.class,
                "x A",
                "y B, closed A",
                "repeated C, closed AB",
                "repeated D, closed ABC",
                "dynamic E, closed ABCD",
                "dynamic E, closed ABCD",
                "template F, closed ABCDE",
                "template G, closed ABCDEF");
    }

    @WithEchoServer
    static class NobodyAsks {

        @Test
        void plain() {
            Log.of(NobodyAsks.class).say("ran");
        }
    }

    @Test
    void nothing_is_made_that_nobody_asks_for() {
        assertSees(NobodyAsks.class, "ran");
    }

    // Who asks: the class.

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    @TestClassOrder(ClassOrderer.OrderAnnotation.class)
    static class BeforeAllAsks {

        static final Log LOG = Log.of(BeforeAllAsks.class);

        @BeforeAll
        static void start(EchoServer server) {
            LOG.see("beforeAll", server);
        }

        BeforeAllAsks(EchoServer server) {
            LOG.see("constructor", server);
        }

        @Test
        void a(EchoServer server) {
            LOG.see("a", server);
        }

        @WithEchoServer
        @Test
        void b_with_a_nearer_annotation(EchoServer server) {
            LOG.see("b", server);
        }

        @Nested
        @Order(1)
        class Inside {

            @Test
            void c(EchoServer server) {
                LOG.see("c", server);
            }

            @Nested
            class Deeper {

                @Test
                void d(EchoServer server) {
                    LOG.see("d", server);
                }
            }
        }

        @Nested
        @Order(2)
        @WithEchoServer
        class Apart {

            @Test
            void e(EchoServer server) {
                LOG.see("e", server);
            }
        }

        @AfterAll
        static void end(EchoServer server) {
            LOG.see("afterAll", server);
        }
    }

    @Test
    void what_before_all_asks_for_serves_tests_and_nested_classes_unless_a_nearer_annotation_says_otherwise() {
        assertSees(
                BeforeAllAsks.class,
                "beforeAll A",
                "constructor A",
                "a A",
                "constructor B",
                "b B",
                "constructor A, closed B",
                "c A, closed B",
                "constructor A, closed B",
                "d A, closed B",
                "constructor C, closed B",
                "e C, closed B",
                "afterAll A, closed BC");
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class AfterAllAsks {

        static final Log LOG = Log.of(AfterAllAsks.class);

        @Test
        void a(EchoServer server) {
            LOG.see("a", server);
        }

        @AfterAll
        static void end(EchoServer server) {
            LOG.see("afterAll", server);
        }
    }

    @Test
    void what_only_after_all_asks_for_is_the_classs_and_no_tests() {
        assertSees(AfterAllAsks.class, "a A", "afterAll B, closed A");
    }

    // Nested classes.

    @WithEchoServer
    static class Outer {

        static final Log LOG = Log.of(Outer.class);

        @Injected
        EchoServer outer;

        @BeforeEach
        void before(EchoServer server) {
            LOG.see("outer before", server);
        }

        @Nested
        class Middle {

            @Injected
            EchoServer middle;

            @Nested
            class Inner {

                @Injected
                EchoServer inner;

                @Test
                void deep(EchoServer server) {
                    LOG.see("outer field", outer);
                    LOG.see("middle field", middle);
                    LOG.see("inner field", inner);
                    LOG.see("test", server);
                }
            }
        }
    }

    @Test
    void all_enclosing_instances_of_a_test_have_the_one_of_the_test() {
        assertSees(Outer.class, "outer before A", "outer field A", "middle field A", "inner field A", "test A");
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class NestedAsks {

        static final Log LOG = Log.of(NestedAsks.class);

        @Test
        void a(EchoServer server) {
            LOG.see("outer test", server);
        }

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        @TestMethodOrder(MethodOrderer.MethodName.class)
        class Inside {

            @BeforeAll
            void start(EchoServer server) {
                LOG.see("nested beforeAll", server);
            }

            @Test
            void b(EchoServer server) {
                LOG.see("b", server);
            }

            @Test
            void c(EchoServer server) {
                LOG.see("c", server);
            }
        }
    }

    @Test
    void what_a_nested_class_asks_for_is_the_nested_classs() {
        assertSees(NestedAsks.class, "outer test A", "nested beforeAll B, closed A", "b B, closed A", "c B, closed A");
    }

    // Servers of the JVM.

    @WithEchoServer(shared = "scope-tests")
    static class SharedOnce extends TestsAAndB {}

    @WithEchoServer(shared = "scope-tests")
    static class SharedTwice {

        @Test
        void c(EchoServer server) {
            Log.of(SharedOnce.class).see("c", server);
        }
    }

    @Test
    void a_shared_server_outlives_the_classes_that_use_it() {
        Log.of(SharedOnce.class).clear();
        EngineExecutionResults results =
                Kit.of(SharedOnce.class, SharedTwice.class).run();

        try (EchoServer shared = EchoServer.shared("scope-tests")) {
            assertEquals(List.of(), Kit.failures(results));
            assertEquals(List.of("a A", "b A", "c A"), Log.of(SharedOnce.class).lines());
            assertEquals(List.of(shared), Log.of(SharedOnce.class).servers());
        }
    }
}
