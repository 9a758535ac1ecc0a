package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.testkit.Conformance;
import io.github.windsock.testkit.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The server against the rules of RFC 6455 and RFC 7692. The large messages run with {@code -Dwindsock.soak=true}. */
class ConformanceTests {
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .* \\| ([\\d,]+) \\|");

    @TestFactory
    Stream<DynamicTest> over_tcp() {
        EchoServer server = EchoServer.start();
        EchoServer limited =
                EchoServer.builder().maxMessageBytes(Conformance.LIMIT).start();
        return tests(server, limited, Sockets.PLAIN, Conformance.all());
    }

    @TestFactory
    Stream<DynamicTest> over_tls() {
        EchoServer server = EchoServer.builder().tls().start();
        EchoServer limited =
                EchoServer.builder().tls().maxMessageBytes(Conformance.LIMIT).start();
        return tests(server, limited, Sockets.tls(server.sslContext()), Conformance.sample());
    }

    private static Stream<DynamicTest> tests(
            EchoServer server, EchoServer limited, Sockets sockets, Conformance cases) {
        return cases.ofServer(sockets, server.port(), limited.port()).onClose(() -> {
            server.close();
            limited.close();
        });
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
