package examples.names;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern NAME = Pattern.compile("io\\.github\\.windsock[\\w.]+");

    /** What is published, as {@code docs/api} lists it: a block for each type, its members below it. */
    private static final List<List<String>> PUBLISHED = published();

    /** Types without instances: their names are imported statically. */
    private static final List<String> OURS = PUBLISHED.stream()
            .filter(block -> block.size() > 1
                    && block.stream().skip(1).allMatch(member -> member.matches(" +public static .*\\(.*")))
            .map(block -> name(block.get(0)))
            .filter(name -> !name.endsWith("Internals")) // a bridge between our own modules
            .toList();

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
            "io.github.windsock.assertj",
            "io.github.windsock.client",
            "io.github.windsock.client.javawebsocket",
            "io.github.windsock.journal",
            "io.github.windsock.json",
            "io.github.windsock.junit",
            "io.github.windsock.server",
            "com.github.tomakehurst.wiremock.client",
            "java.time",
            "java.util",
            "org.assertj.core.api",
            "org.junit.jupiter.api",
            "org.mockito");

    private static final Path KOTLIN = Path.of("src", "test", "kotlin", "examples", "names", "StarImports.kt");

    @Test
    void every_name_means_ours_where_its_arguments_do() throws ClassNotFoundException {
        List<String> calls = new ArrayList<>();
        for (String name : OURS) {
            calls.addAll(calls(Class.forName(name)));
        }
        assertTrue(calls.size() > 150, calls::toString);
        assertEquals("", errors(source(calls)));
    }

    @Test
    void every_type_means_ours() {
        List<String> types = PUBLISHED.stream()
                .map(block -> name(block.get(0)))
                .filter(name -> PACKAGES.contains(name.substring(0, name.lastIndexOf('.'))))
                .map(name -> "Class<?> a = " + name.substring(name.lastIndexOf('.') + 1) + ".class")
                .toList();
        assertTrue(types.size() > 60, types::toString);
        assertEquals(
                "",
                errors(source(types.stream().map(each -> "{ " + each + "; }").toList())));
    }

    @Test
    void kotlin_has_them_all() throws IOException {
        String kotlin = Files.readString(KOTLIN);
        assertEquals(
                List.of(),
                OURS.stream()
                        .filter(each -> !kotlin.contains("import " + each + ".*"))
                        .toList());
    }

    /** Or the test above could not fail. */
    @Test
    void a_name_that_two_have_is_told() {
        assertTrue(errors(source(List.of("assertThat(null)"))).contains("ambiguous"));
    }

    private static List<List<String>> published() {
        try (Stream<Path> files = Files.list(Path.of("..", "docs", "api"))) {
            List<List<String>> blocks = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                for (String block : Files.readString(file).replace("\r\n", "\n").split("\n\n")) {
                    blocks.add(block.strip().lines().toList());
                }
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name in such as {@code public final class io.github.windsock.Match}. */
    private static String name(String head) {
        Matcher name = NAME.matcher(head);
        assertTrue(name.find(), head);
        return name.group();
    }

    private static List<String> calls(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(each -> Modifier.isStatic(each.getModifiers()))
                .map(StarImportTests::call)
                .sorted()
                .toList();
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
                        Stream.concat(OURS.stream(), STATIC.stream()).map(each -> "import static " + each + ".*;"),
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
