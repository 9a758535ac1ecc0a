package io.github.windsock.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the packages of every module free of cycles, by the names that their sources use. This reaches modules that this one
 * cannot have on its class path, and costs milliseconds; ArchitectureTests judges the bytecode of the others.
 */
class PackageCycleTests {
    private static final Path TREE = Path.of("").toAbsolutePath().getParent();
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern USED =
            Pattern.compile("\\b((?:io\\.github\\.windsock|examples)(?:\\.[a-z]\\w*)*)\\.[A-Z]");

    /** For our other modules, from a public type to what is behind it: they know both sides. */
    private static final Set<String> BRIDGES = Set.of("ServerInternals.java", "PayloadInternals.java");

    @TestFactory
    Stream<DynamicTest> no_module_has_a_cycle() throws IOException {
        return modules().stream()
                .map(module -> dynamicTest(
                        TREE.relativize(module).toString(), () -> assertEquals(Optional.empty(), cycle(uses(module)))));
    }

    /** The module path does not allow a package in two modules, and each of our jars is a module there. */
    @Test
    void no_package_is_in_two_modules() throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (Path module : modules()) {
            for (String each : uses(module).keySet()) {
                modules.computeIfAbsent(each, name -> new TreeSet<>())
                        .add(TREE.relativize(module).getName(0).toString());
            }
        }
        modules.values().removeIf(those -> those.size() == 1);
        assertEquals(Map.of(), modules);
    }

    @Test
    void a_cycle_is_found_and_named() {
        Map<String, Set<String>> uses =
                new TreeMap<>(Map.of("a", Set.of("b"), "b", Set.of("c", "d"), "c", Set.of(), "d", Set.of("b")));
        assertEquals(Optional.of(List.of("b", "d", "b")), cycle(uses));
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(TREE)) {
            return folders.map(
                            folder -> folder.resolve(folder.endsWith("examples") ? "src/test/java" : "src/main/java"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Set<String>> uses(Path sources) throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        try (Stream<Path> files = Files.find(
                sources, 16, (file, type) -> isJudged(file.getFileName().toString()))) {
            for (Path file : files.toList()) {
                String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                String own = PACKAGE.matcher(code)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
                Set<String> used = uses.computeIfAbsent(own, name -> new TreeSet<>());
                USED.matcher(code).results().map(name -> name.group(1)).forEach(used::add);
                used.remove(own);
            }
        }
        return uses;
    }

    private static boolean isJudged(String file) {
        return file.endsWith(".java") && !BRIDGES.contains(file);
    }

    private static Optional<List<String>> cycle(Map<String, Set<String>> uses) {
        return uses.keySet().stream()
                .flatMap(from -> cycle(uses, new ArrayList<>(List.of(from)), new TreeSet<>()).stream())
                .findFirst();
    }

    /** The way from the first of these back to itself. */
    private static Optional<List<String>> cycle(Map<String, Set<String>> uses, List<String> way, Set<String> seen) {
        for (String next : uses.getOrDefault(way.get(way.size() - 1), Set.of())) {
            List<String> longer = new ArrayList<>(way);
            longer.add(next);
            if (next.equals(way.get(0))) {
                return Optional.of(longer);
            }
            if (seen.add(next)) {
                Optional<List<String>> found = cycle(uses, longer, seen);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
