package examples.names;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Matchers;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.assertj.WindsockAssertions;
import io.github.windsock.json.JsonMatchers;
import io.github.windsock.server.Behaviors;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every static name of ours can be called with all of it imported by a star, beside all of JUnit's, AssertJ's, Mockito's and
 * WireMock's. {@code StarImports.kt} says the same of Kotlin.
 */
class StarImportTests {

    private static final List<Class<?>> OURS = List.of(
            Matchers.class, WebSocketAssertions.class, WindsockAssertions.class, JsonMatchers.class, Behaviors.class);

    private static final List<String> STATIC = List.of(
            "org.junit.jupiter.api.Assertions",
            "org.junit.jupiter.api.Assumptions",
            "org.assertj.core.api.Assertions",
            "org.mockito.Mockito",
            "com.github.tomakehurst.wiremock.client.WireMock",
            "io.github.windsock.ReadyState",
            "io.github.windsock.json.JsonOption",
            "java.time.Duration");

    private static final List<String> PACKAGES = List.of(
            "io.github.windsock",
            "io.github.windsock.assertions",
            "io.github.windsock.client",
            "io.github.windsock.journal",
            "io.github.windsock.json",
            "io.github.windsock.junit",
            "io.github.windsock.server",
            "java.util",
            "org.junit.jupiter.api");

    @Test
    void every_name_means_ours_where_its_arguments_do() {
        List<String> calls = OURS.stream().flatMap(StarImportTests::calls).toList();
        assertTrue(calls.size() > 100, calls::toString);
        assertEquals("", errors(source(calls)));
    }

    /** Or the test above could not fail. */
    @Test
    void a_name_that_two_have_is_told() {
        assertTrue(errors(source(List.of("assertThat(null)"))).contains("ambiguous"));
    }

    private static Stream<String> calls(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(each -> Modifier.isStatic(each.getModifiers()))
                .map(StarImportTests::call)
                .sorted();
    }

    private static String call(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(StarImportTests::argument)
                .collect(joining(", ", method.getName() + "(", ")"));
    }

    private static String argument(Class<?> type) {
        if (type == boolean.class) {
            return "true";
        }
        return type.isPrimitive() ? "(" + type + ") 1" : "(" + type.getCanonicalName() + ") null";
    }

    private static String source(List<String> calls) {
        String imports = Stream.concat(
                        Stream.concat(OURS.stream().map(Class::getName), STATIC.stream())
                                .map(each -> "import static " + each + ".*;"),
                        PACKAGES.stream().map(each -> "import " + each + ".*;"))
                .collect(joining("\n"));
        return imports + "\nclass Stars {\n    void all() throws Throwable {\n"
                + calls.stream().map(each -> "        " + each + ";\n").collect(joining()) + "    }\n}\n";
    }

    private static String errors(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-implicit:none", "-Xlint:none", "-d", "target");
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Stars.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return source;
            }
        };
        compiler.getTask(null, null, found, options, null, List.of(file)).call();
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(null) + " in: " + line(source, each.getLineNumber()))
                .collect(joining("\n"));
    }

    private static String line(String source, long number) {
        return number < 1
                ? ""
                : source.lines().skip(number - 1).findFirst().orElse("").strip();
    }
}
