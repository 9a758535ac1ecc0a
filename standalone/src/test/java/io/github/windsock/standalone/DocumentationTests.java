package io.github.windsock.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation holds what the program prints. {@code -Dwindsock.docs=write} brings it up to date. */
class DocumentationTests {

    @ParameterizedTest
    @CsvSource({"en, standalone.md", "zh, standalone.zh-CN.md"})
    void lists_the_behaviors_and_options_as_the_program_does(String language, String name) throws IOException {
        Path page = Path.of("../docs", name);
        String now = Files.readString(page);
        String expected = now;
        for (List<String> block : List.of(List.of("behaviors", "behaviors"), List.of("help", "--help"))) {
            TestProgram program = new TestProgram(language, StandardCharsets.UTF_8);
            program.run(block.get(1));
            expected = with(expected, block.get(0), "```\n" + program.out().stripTrailing() + "\n```");
        }
        if ("write".equals(System.getProperty("windsock.docs"))) {
            Files.writeString(page, expected);
        } else {
            assertEquals(expected, now, "run this test with -Dwindsock.docs=write");
        }
    }

    private static String with(String page, String name, String content) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- /" + name + " -->";
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + content + "\n" + page.substring(page.indexOf(end, from));
    }
}
