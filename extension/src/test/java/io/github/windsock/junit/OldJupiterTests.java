package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On a JUnit that is too old, each class is told so, and what to do: in a JVM of its own, with that JUnit's jars. */
class OldJupiterTests {

    /** Maven puts the jars there before the tests are compiled. */
    private static final Path OLD = Path.of("target", "jupiter-5.11.4");

    private static final String REFUSAL = "Windsock needs JUnit Jupiter 5.12 or later, but on the class path is "
            + "5.11.4. In Maven, import org.junit:junit-bom:5.12.2 in <dependencyManagement>, before other BOMs; in Gradle, "
            + "add testImplementation(platform(\"org.junit:junit-bom:5.12.2\")). Under Spring Boot, set its property "
            + "junit-jupiter.version to 5.12.2: in <properties>, or ext[\"junit-jupiter.version\"].";

    @Test
    void each_class_is_refused_once_and_told_what_to_do() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(OLD), "SKIPPED: no " + OLD + "; mvn test-compile makes it");

        assertEquals(
                List.of(
                        "OldJupiterSamples$Annotated: FAILED " + REFUSAL,
                        "OldJupiterSamples$Registered: FAILED " + REFUSAL,
                        "a(EchoServer): FAILED " + REFUSAL,
                        "b(): SUCCESSFUL",
                        "OldJupiterSamples$OneMethod: SUCCESSFUL",
                        "JUnit Jupiter: SUCCESSFUL"),
                run(jars(OLD)));
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.map(Path::toString).sorted().toList();
        }
    }

    private static List<String> run(List<String> jars) throws IOException, InterruptedException {
        String classes = Stream.concat(jars.stream(), others()).collect(Collectors.joining(File.pathSeparator));
        try (ChildJvm child = ChildJvm.start(OldJupiterSamples.class, "-cp", classes)) {
            String said = child.readAll();
            assertEquals(0, child.waitFor(), said);
            return said.lines().toList();
        }
    }

    /** Our class path without the JUnit on it, nor other engines. */
    private static Stream<String> others() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(junit-|jqwik).*"));
    }
}
