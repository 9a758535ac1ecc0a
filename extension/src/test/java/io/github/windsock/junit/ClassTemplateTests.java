package io.github.windsock.junit;

import static io.github.windsock.junit.Kit.assertSees;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Classes that JUnit runs several times, from 5.13 on: the class is one around them all, as JUnit has it, and each time is
 * one within. The oldest JUnit cannot compile the samples, so they are compiled here, where the JUnit that
 * runs has them.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ClassTemplateTests {

    private static final String PACKAGE = ClassTemplateTests.class.getPackageName() + ".";

    private static final String HEAD = Stream.of(
                    "io.github.windsock.client",
                    "io.github.windsock.server",
                    "java.util.stream",
                    "org.junit.jupiter.api",
                    "org.junit.jupiter.api.extension",
                    "org.junit.jupiter.params",
                    "org.junit.jupiter.params.provider")
            .map(each -> "import " + each + ".*; ")
            .collect(Collectors.joining("", "package io.github.windsock.junit; ", "\n"));

    @TempDir
    Path folder;

    @Test
    void tests_of_a_parameterized_class_have_their_own() throws Exception {
        assertSees(
                compiled("ParameterizedTestsAsk", """
                        @ParameterizedClass
                        @ValueSource(strings = {"x", "y"})
                        @WithEchoServer
                        @TestMethodOrder(MethodOrderer.MethodName.class)
                        class ParameterizedTestsAsk {
                            static final Log LOG = Log.of(ParameterizedTestsAsk.class);
                            final String value;
                            @Injected EchoServer field;
                            ParameterizedTestsAsk(String value, EchoServer server) {
                                this.value = value;
                                LOG.see("constructor " + value, server);
                            }
                            @Test void a(EchoServer server, BrowserWebSocket socket) {
                                LOG.see("a " + value, server);
                                LOG.see("field", field);
                            }
                            @Nested class Inside {
                                @Test void b(EchoServer server) { LOG.see("b " + value, server); }
                            }
                        }
                        """),
                "constructor x A",
                "a x A",
                "field A",
                "constructor x B, closed A",
                "b x B, closed A",
                "constructor y C, closed AB",
                "a y C, closed AB",
                "field C, closed AB",
                "constructor y D, closed ABC",
                "b y D, closed ABC");
    }

    @Test
    void what_before_all_asks_for_serves_all_invocations() throws Exception {
        assertSees(
                compiled("ParameterizedBeforeAllAsks", """
                        @ParameterizedClass
                        @ValueSource(strings = {"x", "y"})
                        @WithEchoServer
                        @TestMethodOrder(MethodOrderer.MethodName.class)
                        class ParameterizedBeforeAllAsks {
                            static final Log LOG = Log.of(ParameterizedBeforeAllAsks.class);
                            @Parameter String value;
                            @Injected static EchoServer ofClass;
                            @BeforeAll static void start(EchoServer server) { LOG.see("beforeAll", server); }
                            @Test void a(EchoServer server) { LOG.see("a " + value, server); LOG.see("static", ofClass); }
                            @Test void b(EchoServer server) { LOG.see("b " + value, server); }
                            @AfterAll static void end(EchoServer server) { LOG.see("afterAll", server); }
                        }
                        """),
                "beforeAll A",
                "a x A",
                "static A",
                "b x A",
                "a y A",
                "static A",
                "b y A",
                "afterAll A");
    }

    @Test
    void what_is_asked_for_around_an_invocation_serves_that_one() throws Exception {
        assertSees(
                compiled("ParameterizedInvocationAsks", """
                        @ParameterizedClass
                        @ValueSource(strings = {"x", "y"})
                        @WithEchoServer
                        class ParameterizedInvocationAsks {
                            static final Log LOG = Log.of(ParameterizedInvocationAsks.class);
                            @BeforeParameterizedClassInvocation
                            static void start(String value, EchoServer server) { LOG.see("before " + value, server); }
                            ParameterizedInvocationAsks(String value) {}
                            @Test void a(EchoServer server) { LOG.see("a", server); }
                            @AfterParameterizedClassInvocation
                            static void end(String value, EchoServer server) { LOG.see("after " + value, server); }
                        }
                        """),
                "before x A",
                "a A",
                "after x A",
                "before y B, closed A",
                "a B, closed A",
                "after y B, closed A");
    }

    @Test
    void each_argument_of_a_class_is_run_with_every_fault() throws Exception {
        Class<?> sample = compiled("ParameterizedEveryFault", """
                @ParameterizedClass
                @ValueSource(strings = {"x", "y"})
                class ParameterizedEveryFault {
                    @Parameter String value;
                    @EveryFault(matching = {"invalidUtf8", "closeTwice"}) void a(Fault fault) {
                        Log.of(ParameterizedEveryFault.class).say(value + " " + fault);
                    }
                }
                """);
        Log.of(sample).clear();
        assertEquals(List.of(), Kit.failures(Kit.of(sample).run()));
        assertEquals(
                List.of("x invalidUtf8()", "x closeTwice()", "y invalidUtf8()", "y closeTwice()"),
                Log.of(sample).lines());
    }

    @Test
    void an_instance_that_serves_all_invocations_of_a_class_template_asks_for_all() throws Exception {
        assertSees(compiled("TemplateOfAClass", """
                        @ClassTemplate
                        @ExtendWith(TemplateOfAClass.Twice.class)
                        @WithEchoServer
                        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
                        class TemplateOfAClass {
                            static final Log LOG = Log.of(TemplateOfAClass.class);
                            TemplateOfAClass(EchoServer server) { LOG.see("constructor", server); }
                            @RepeatedTest(2) void a(EchoServer server) { LOG.see("a", server); }
                            static class Twice implements ClassTemplateInvocationContextProvider {
                                public boolean supportsClassTemplate(ExtensionContext context) { return true; }
                                public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
                                        ExtensionContext context) {
                                    return Stream.of(
                                            new ClassTemplateInvocationContext() {}, new ClassTemplateInvocationContext() {});
                                }
                            }
                        }
                        """), "constructor A", "a A", "a A", "a A", "a A");
    }

    /** Defines the class, and those in it, beside this one: so it sees what only this package does. */
    private Class<?> compiled(String name, String source) throws IOException, IllegalAccessException {
        assumeTrue(isThere("org.junit.jupiter.params.ParameterizedClass"), "JUnit has had these since 5.13");
        if (isThere(PACKAGE + name)) {
            return find(PACKAGE + name); // by an earlier run in this JVM
        }
        Path file = Files.writeString(folder.resolve(name + ".java"), HEAD + source, UTF_8);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean isGood = compiler.getTask(
                        said,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, UTF_8).getJavaFileObjects(file))
                .call();
        assertTrue(isGood, said::toString);
        try (Stream<Path> classes = Files.list(folder.resolve("io/github/windsock/junit"))) {
            for (Path each : classes.sorted().toList()) {
                MethodHandles.lookup().defineClass(Files.readAllBytes(each));
            }
        }
        return find(PACKAGE + name);
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isThere(String name) {
        try {
            return Class.forName(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
