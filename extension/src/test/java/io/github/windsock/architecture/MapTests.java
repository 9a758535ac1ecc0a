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

/** Holds the map of packages in ARCHITECTURE.md to the packages there are. */
class MapTests {
    private static final Path TREE = Path.of("").toAbsolutePath().getParent();
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (?:`(\\.[\\w.]+)`|the root) \\| `([\\w-]+)` \\| .* \\| (.*) \\|$");
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
}
