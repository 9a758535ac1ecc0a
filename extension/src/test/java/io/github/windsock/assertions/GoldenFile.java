package io.github.windsock.assertions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What an assertion says in each situation, in a file beside the tests: a section for each. */
final class GoldenFile {
    private static final Path FOLDER =
            Path.of("src", "test", "resources", "io", "github", "windsock", "assertions", "golden");
    static final boolean IS_WRITTEN = "write".equals(System.getProperty("windsock.golden"));
    private static final String MARK = "=== ";

    private GoldenFile() {}

    /** One at a time, since tests run in parallel. */
    static synchronized void compare(String name, Situation situation, String actual) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        Map<Situation, String> sections = read(file);
        if (IS_WRITTEN) {
            sections.put(situation, actual.strip());
            Files.createDirectories(FOLDER);
            Files.writeString(file, text(sections), UTF_8);
        }
        String expected = sections.getOrDefault(
                situation, file + " has no such section yet; look at what -Dwindsock.golden=write makes of it");
        Golden.assertSame(expected, actual.strip());
    }

    /** Returns the names of all files. */
    static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("[.]txt$", ""))
                    .collect(toCollection(TreeSet::new));
        }
    }

    private static String text(Map<Situation, String> sections) {
        return sections.entrySet().stream()
                .map(each -> MARK + each.getKey().title() + "\n" + each.getValue() + "\n")
                .collect(joining("\n"));
    }

    private static Map<Situation, String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        Map<String, Situation> titles =
                Arrays.stream(Situation.values()).collect(toMap(Situation::title, situation -> situation));
        Map<Situation, String> sections = new TreeMap<>();
        for (String section :
                Files.readString(file, UTF_8).replace("\r\n", "\n").split("(?m)^" + MARK)) {
            int end = section.indexOf('\n');
            if (end > 0) {
                sections.put(
                        titles.get(section.substring(0, end)),
                        section.substring(end).strip());
            }
        }
        return sections;
    }
}
