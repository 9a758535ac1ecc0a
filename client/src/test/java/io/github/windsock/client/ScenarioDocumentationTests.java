package io.github.windsock.client;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/browser.md} to the scenarios. */
class ScenarioDocumentationTests {
    @Test
    void the_documentation_lists_the_differences() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "browser.md"));
        String table = Scenario.all().stream()
                .filter(scenario -> scenario.chromium() != null)
                .map(ScenarioDocumentationTests::difference)
                .collect(joining());
        assertEquals(table, page.replaceFirst("(?s).*\\n\\|---\\|---\\|---\\|---\\|\\n", ""));
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
        return "`" + (sameTold ? shown : shown + "; told: " + String.join(", ", told)) + "`";
    }
}
