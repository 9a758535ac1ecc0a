package io.github.windsock.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Tools of the machine that a test needs: without one it is skipped, loudly, and fails where CI=true. */
public final class RequiredTool {
    private RequiredTool() {}

    public static Path tool(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> find(name).stream())
                .findFirst()
                .orElseThrow(() -> missing(String.join(" or ", names) + " on the PATH"));
    }

    private static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Fails or skips the test. */
    static AssertionError missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            return new AssertionError("this test needs " + what);
        }
        System.err.println("SKIPPED: a test of the standalone server needs " + what);
        Assumptions.abort("needs " + what);
        return new AssertionError("not reached");
    }
}
