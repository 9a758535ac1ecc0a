package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The server against the rules of RFC 6455 and RFC 7692, case by case, in the categories of the fuzzing suites that are usual
 * for them. The large messages run with {@code -Dwindsock.soak=true}.
 */
class ConformanceTests {
    private static final int LIMIT = 100_000;
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .* \\| ([\\d,]+) \\|");

    private static EchoServer server;
    private static EchoServer limited;

    @BeforeAll
    static void start() {
        server = EchoServer.start();
        limited = EchoServer.builder().maxMessageSize(LIMIT).start();
    }

    @AfterAll
    static void stop() {
        server.close();
        limited.close();
    }

    private static Stream<DynamicTest> play(int category, List<ConformanceCase> cases, EchoServer target) {
        List<DynamicTest> tests = new ArrayList<>();
        for (ConformanceCase one : cases) {
            tests.add(one.test(category + "." + (tests.size() + 1), target));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> framing() {
        return play(1, ConformanceFrames.framing(), server);
    }

    @TestFactory
    Stream<DynamicTest> pings_and_pongs() {
        return play(2, ConformanceFrames.pings(), server);
    }

    @TestFactory
    Stream<DynamicTest> reserved_bits() {
        return play(3, ConformanceFrames.reservedBits(), server);
    }

    @TestFactory
    Stream<DynamicTest> opcodes() {
        return play(4, ConformanceFrames.opcodes(), server);
    }

    @TestFactory
    Stream<DynamicTest> fragments() {
        return play(5, ConformanceFrames.fragments(), server);
    }

    @TestFactory
    Stream<DynamicTest> utf8() {
        return play(6, ConformanceText.all(), server);
    }

    @TestFactory
    Stream<DynamicTest> closes() {
        return play(7, ConformanceCloses.all(), server);
    }

    @TestFactory
    Stream<DynamicTest> large_messages() {
        return play(9, ConformanceLimits.quick(), server);
    }

    @TestFactory
    @EnabledIfSystemProperty(named = "windsock.soak", matches = "true")
    Stream<DynamicTest> larger_messages() {
        return play(10, ConformanceLimits.large(), server);
    }

    @TestFactory
    Stream<DynamicTest> parameters_of_compression() {
        return ConformanceCompression.parameters(server).stream();
    }

    @TestFactory
    Stream<DynamicTest> compressed_messages() {
        return ConformanceCompression.messages(server).stream();
    }

    @TestFactory
    Stream<DynamicTest> compressed_frames() {
        return play(14, ConformanceCompression.frames(), server);
    }

    @TestFactory
    Stream<DynamicTest> limit_of_a_message() {
        return play(11, ConformanceLimits.atTheLimit(LIMIT), limited);
    }

    @Test
    void counts_its_cases_in_the_documentation() throws IOException {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        counts.put(1, ConformanceFrames.framing().size());
        counts.put(2, ConformanceFrames.pings().size());
        counts.put(3, ConformanceFrames.reservedBits().size());
        counts.put(4, ConformanceFrames.opcodes().size());
        counts.put(5, ConformanceFrames.fragments().size());
        counts.put(6, ConformanceText.all().size());
        counts.put(7, ConformanceCloses.all().size());
        counts.put(9, ConformanceLimits.quick().size());
        counts.put(10, ConformanceLimits.large().size());
        counts.put(11, ConformanceLimits.atTheLimit(LIMIT).size());
        counts.put(12, ConformanceCompression.parameters(server).size());
        counts.put(13, ConformanceCompression.messages(server).size());
        counts.put(14, ConformanceCompression.frames().size());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();

        Map<Integer, Integer> documented = new LinkedHashMap<>();
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
        assertEquals(all, sum);
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }
}
