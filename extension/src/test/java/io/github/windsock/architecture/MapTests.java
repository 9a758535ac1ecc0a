package io.github.windsock.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the tables of ARCHITECTURE.md to the packages and the dependencies that there are. */
class MapTests {
    private static final Path TREE = Path.of("").toAbsolutePath().getParent();
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (?:`(\\.[\\w.]+)`|the root) \\| `([\\w-]+)` \\| .* \\| (.*) \\|$");
    private static final Pattern FOREIGN = Pattern.compile(
            "<(?:dependency|plugin)>\\s*<groupId>(?!io\\.github\\.windsock)[\\w.-]+</groupId>\\s*<artifactId>([^<$]+)<");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(TREE.resolve("ARCHITECTURE.md")))
                .results()
                .toList();
    }

    private static Path folder(MatchResult row) {
        String under = row.group(1) == null ? "" : row.group(1).replace('.', '/');
        return TREE.resolve(row.group(2) + "/src/main/java/io/github/windsock" + under);
    }

    private static List<String> packages(Path main) throws IOException {
        try (Stream<Path> files = Files.find(main, 16, (file, type) -> file.endsWith("package-info.java"))) {
            return files.map(file -> TREE.relativize(file.getParent()).toString())
                    .toList();
        }
    }

    @Test
    void each_package_has_a_line() throws IOException {
        TreeSet<String> drawn = new TreeSet<>();
        rows().forEach(row -> drawn.add(TREE.relativize(folder(row)).toString()));
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> modules = Files.list(TREE)) {
            for (Path main :
                    modules.map(module -> module.resolve("src/main/java")).toList()) {
                if (Files.exists(main) && !main.startsWith(TREE.resolve("benchmarks"))) { // of which few ask
                    there.addAll(packages(main));
                }
            }
        }
        assertEquals(there, drawn);
    }

    @Test
    void what_to_begin_with_is_there() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        for (MatchResult row : rows()) {
            NAME.matcher(row.group(3))
                    .results()
                    .map(name -> folder(row).resolve(name.group(1) + ".java"))
                    .filter(Files::notExists)
                    .forEach(file -> missing.add(TREE.relativize(file).toString()));
        }
        assertEquals(new TreeSet<>(), missing);
    }

    /** A plug-in of Maven's own has no {@code groupId}, and one line for all. */
    @Test
    void each_dependency_and_plug_in_says_why_it_is_there() throws IOException {
        String page = Files.readString(TREE.resolve("ARCHITECTURE.md"));
        TreeSet<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.list(TREE)) {
            for (Path pom : files.map(each -> each.endsWith("pom.xml") ? each : each.resolve("pom.xml"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                FOREIGN.matcher(Files.readString(pom))
                        .results()
                        .map(each -> each.group(1))
                        .filter(each -> !page.contains("`" + each + "`"))
                        .forEach(each -> missing.add(TREE.relativize(pom) + " " + each));
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }
}
