package io.github.windsock.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the names of types: whoever reads one knows which type it is, in each module and in tests too, and those that the
 * documents for contributors name are there.
 */
class NamesTests {
    private static final Path TREE = Path.of("").toAbsolutePath().getParent();
    private static final Pattern NO_CODE =
            Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    /** A type in a document, and perhaps a member of it or a type within it; no header of HTTP. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z][a-z]\\w*)(?![\\w-])(?:\\.(\\w+))?[^`]*`");

    /** Types in the documents that are none of ours. */
    private static final Set<String> OTHERS = Set.of(
            "AssertionError",
            "Boolean",
            "ConditionFactory",
            "ContextCustomizerFactory",
            "CoreSession",
            "Diff",
            "Draft_6455",
            "Duration",
            "FrameFlusher",
            "FrameHandler",
            "Generator",
            "HttpClient",
            "Normalizer",
            "Optional",
            "Parser",
            "ServiceLoader",
            "WebSocket",
            "WebSocketClient",
            "WebSocketConnection",
            "WebSocketImpl");

    private static List<Path> sources(String under) throws IOException {
        try (Stream<Path> modules = Files.list(TREE)) {
            List<Path> roots = modules.map(module -> module.resolve(under))
                    .filter(Files::isDirectory)
                    .toList();
            TreeSet<Path> files = new TreeSet<>();
            for (Path root : roots) {
                try (Stream<Path> found = Files.find(root, 32, (file, type) -> isJava(file))) {
                    found.forEach(files::add);
                }
            }
            return List.copyOf(files);
        }
    }

    private static boolean isJava(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.equals("package-info.java");
    }

    private static String top(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Stream<String> types(Path file) throws IOException {
        String code = NO_CODE.matcher(Files.readString(file)).replaceAll("\"\"");
        return TYPE.matcher(code).results().map(type -> type.group(1));
    }

    /** Types within others may share a name, such as Builder: their owner tells them apart. */
    @Test
    void the_name_of_a_type_of_its_own_file_belongs_to_no_other_type() throws IOException {
        List<Path> main = sources("src/main/java");
        Map<String, TreeSet<String>> owners = new TreeMap<>();
        main.forEach(file -> owners.computeIfAbsent(top(file), name -> new TreeSet<>())
                .add(TREE.relativize(file).toString()));
        for (Path file :
                Stream.concat(main.stream(), sources("src/test/java").stream()).toList()) {
            types(file)
                    .filter(name -> owners.containsKey(name) && !name.endsWith("Tests"))
                    .forEach(name -> owners.get(name).add(TREE.relativize(file).toString()));
        }

        assertEquals(
                List.of(),
                owners.values().stream().filter(files -> files.size() > 1).toList());
    }

    @Test
    void what_the_documents_for_contributors_name_is_there() throws IOException {
        Map<String, String> codes = new TreeMap<>();
        for (Path file : Stream.concat(sources("src/main/java").stream(), sources("src/test/java").stream())
                .toList()) {
            String code = Files.readString(file);
            types(file).forEach(type -> codes.merge(type, code, String::concat));
        }
        for (Path document : documents()) {
            Set<String> missing = NAMED.matcher(Files.readString(document))
                    .results()
                    .filter(name -> !OTHERS.contains(name.group(1)) && !isThere(name, codes))
                    .map(MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), missing, document.toString());
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents =
                new ArrayList<>(List.of(TREE.resolve("ARCHITECTURE.md"), TREE.resolve("CONTRIBUTING.md")));
        try (Stream<Path> decisions = Files.list(TREE.resolve("docs/decisions"))) {
            decisions.sorted().forEach(documents::add);
        }
        return documents;
    }

    private static boolean isThere(MatchResult name, Map<String, String> codes) {
        String code = codes.get(name.group(1));
        String member = name.group(2);
        return code != null
                && (member == null
                        || Pattern.compile("\\b" + member + "\\b").matcher(code).find());
    }
}
