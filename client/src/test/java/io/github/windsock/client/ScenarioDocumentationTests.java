package io.github.windsock.client;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/browser.md} to the scenarios and the URLs. */
class ScenarioDocumentationTests {
    @Test
    void the_documentation_lists_the_differences() throws IOException {
        assertEquals(
                Scenario.all().stream()
                        .filter(scenario -> scenario.chromium() != null)
                        .map(ScenarioDocumentationTests::difference)
                        .collect(joining()),
                table("## Where Chromium strays from the standards"));
    }

    @Test
    void the_documentation_lists_the_differences_in_urls() throws IOException {
        assertEquals(
                UrlRow.all().stream()
                        .filter(row -> row.because() != null)
                        .map(row -> "| " + code(row.url()) + " | " + code(row.chromium()) + " | " + code(row.result())
                                + " | " + row.because() + " |\n")
                        .collect(joining()),
                table("### In URLs"));
    }

    private static String table(String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "browser.md"));
        return page.substring(page.indexOf("\n" + heading + "\n") + heading.length() + 2)
                        .lines()
                        .dropWhile(line -> !line.startsWith("|---"))
                        .skip(1)
                        .takeWhile(line -> line.startsWith("|"))
                        .collect(joining("\n"))
                + "\n";
    }

    private static String difference(Scenario scenario) {
        return "| " + scenario + " | " + cell(scenario.chromiumTrace(), scenario.chromiumTold(), scenario) + " | "
                + cell(scenario.trace(), scenario.told(), scenario) + " | "
                + scenario.chromium().because() + " |\n";
    }

    /** Of what is the same on both sides only the trace is shown. */
    private static String cell(List<String> trace, List<String> told, Scenario scenario) {
        String shown = String.join(", ", trace);
        boolean sameTold = scenario.told().equals(scenario.chromiumTold());
        return code(sameTold ? shown : shown + "; told: " + String.join(", ", told));
    }

    /** Markdown's code in a table: a backtick within needs two around it, and a bar a backslash before it. */
    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        return fence + text.replace("|", "\\|") + fence;
    }
}
