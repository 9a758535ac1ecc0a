package examples;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The READMEs show only what compiles and runs, and both show the same. */
class ReadmeTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** The pages whose Java is to be copied. */
    private static final Pattern SHOWN =
            Pattern.compile("(README[^/]*|java-websocket|jetty|(start|guide)/[^/]*)\\.md$");

    @ParameterizedTest
    @ValueSource(strings = {".", "docs", "docs/start", "docs/guide"})
    void each_java_snippet_is_part_of_an_example(String folder) throws IOException {
        String examples = sources(Path.of("src/test/java"), ".java");
        List<String> snippets = new ArrayList<>();
        try (Stream<Path> pages = Files.list(ROOT.resolve(folder))) {
            for (Path page :
                    pages.filter(it -> SHOWN.matcher(it.toString()).find()).toList()) {
                snippets.addAll(blocks(ROOT.relativize(page).toString(), "java"));
            }
        }
        assertTrue(snippets.size() >= 4, () -> "found only " + snippets.size() + " snippets in " + folder);
        for (String snippet : snippets) {
            assertTrue(examples.contains(squeezed(snippet)), () -> "in no example:\n" + snippet);
        }
    }

    @Test
    void each_kotlin_snippet_is_part_of_an_example() throws IOException {
        String examples = sources(Path.of("src/test/kotlin"), ".kt");
        for (String snippet : blocks("docs/start/kotlin.md", "kotlin")) {
            assertTrue(examples.contains(squeezed(snippet)), () -> "in no example:\n" + snippet);
        }
    }

    @ParameterizedTest
    @MethodSource("withTheSameSnippets")
    void both_languages_show_the_same_snippets_and_commands(String page) throws IOException {
        assertEquals(allBlocks(page + ".md"), allBlocks(page + ".zh-CN.md"));
    }

    @ParameterizedTest
    @MethodSource("inTwoLanguages")
    void both_languages_have_the_same_headings_paragraphs_rows_and_items(String page) throws IOException {
        assertEquals(outline(page + ".md"), outline(page + ".zh-CN.md"));
    }

    /** The program prints in the language of its page. */
    static List<String> withTheSameSnippets() throws IOException {
        return inTwoLanguages().stream()
                .filter(page -> !page.equals("docs/standalone"))
                .toList();
    }

    static List<String> inTwoLanguages() throws IOException {
        List<String> pages = new ArrayList<>();
        for (String folder : List.of("", "docs", "docs/start", "docs/guide")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.map(file -> ROOT.relativize(file).toString())
                        .filter(name -> name.endsWith(".zh-CN.md"))
                        .map(name -> name.replace(".zh-CN.md", ""))
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    /** Returns a page without its words: the level of a heading, the number of paragraphs, items and rows below it. */
    private static String outline(String page) throws IOException {
        String prose = BLOCK.matcher(Files.readString(ROOT.resolve(page))).replaceAll("code");
        return prose.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.matches("(#+|\\*|-|\\d+\\.|\\|) .*") ? line.replaceFirst(" .*", "") : "p")
                .collect(joining("\n"));
    }

    /** Those of category 10 run only in long builds. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void the_readme_counts_the_cases_of_conformance(String page) throws IOException {
        String table = Files.readString(ROOT.resolve("docs/conformance.md"));
        int cases = cases("(?m)^\\| \\| all \\| ([\\d,]+) \\|$", table)
                - cases("(?m)^\\| 10 \\|.*\\| ([\\d,]+) \\|$", table);
        assertEquals(cases, cases("([\\d,]+) (?:cases|个用例)", Files.readString(ROOT.resolve(page))));
    }

    private static int cases(String number, String page) {
        Matcher found = Pattern.compile(number).matcher(page);
        assertTrue(found.find(), number);
        return Integer.parseInt(found.group(1).replace(",", ""));
    }

    @Test
    void the_failure_in_the_readme_is_what_a_failing_test_prints() throws IOException {
        String printed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass("examples.rude.RudeServer"))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow().getMessage())
                .collect(joining());
        String shown = blocks("README.md", "").stream()
                .filter(block -> block.startsWith("client#1 closed"))
                .collect(joining());
        assertEquals(comparable(shown), comparable(printed));
    }

    /**
     * Times, ports and lines differ from run to run, and so do the widths, and which end comes first in one moment. The server
     * may learn of the end of its connection after the test does.
     */
    private static String comparable(String failure) {
        return failure.replaceAll("[0-9]+\\.[0-9]{3} ms", "T ms")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
                .replaceAll("\\.java:[0-9]+", ".java:LINE")
                .replaceAll(" +", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.contains("server#1 close"))
                .sorted(Comparator.comparing(ReadmeTests::party)) // each party's lines stay in order
                .collect(joining("\n"));
    }

    private static String party(String line) {
        return line.contains(" client#") ? "client" : line.contains(" server#") ? "server" : "";
    }

    private static List<String> blocks(String readme, String language) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve(readme)))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static List<String> allBlocks(String readme) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve(readme)));
        return blocks.results().map(block -> block.group(2)).toList();
    }

    private static String sources(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(it -> it.toString().endsWith(ending)).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
            return squeezed(all.toString());
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
