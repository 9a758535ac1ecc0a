package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.testkit.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The server against the rules of RFC 6455 and RFC 7692. The large messages run with {@code -Dwindsock.soak=true}. */
class ConformanceTests {
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .* \\| ([\\d,]+) \\|");

    private static EchoServer server;
    private static EchoServer limited;

    @BeforeAll
    static void start() {
        server = EchoServer.start();
        limited = EchoServer.builder().maxMessageSize(Conformance.LIMIT).start();
    }

    @AfterAll
    static void stop() {
        server.close();
        limited.close();
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return Conformance.ofServer(server.port(), limited.port());
    }

    @Test
    void counts_its_cases_in_the_documentation() throws IOException {
        Map<Integer, Integer> counts = new TreeMap<>(Conformance.counts());
        Map<Integer, Integer> documented = new TreeMap<>();
        int sum = 0;
        for (String line : Files.readAllLines(Path.of("..", "docs", "conformance.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.put(Integer.valueOf(row.group(1)), number(row.group(2)));
            } else if (line.startsWith("| | all | ")) {
                sum = number(line.substring(10, line.length() - 2));
            }
        }
        assertEquals(counts, documented);
        assertEquals(counts.values().stream().mapToInt(Integer::intValue).sum(), sum);
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }
}
