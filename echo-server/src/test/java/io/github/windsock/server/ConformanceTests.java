package io.github.windsock.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The server against the rules of RFC 6455 and RFC 7692, case by case, in the categories of the fuzzing suites that are usual
 * for them. The large messages run with {@code -Dwindsock.soak=true}.
 */
class ConformanceTests {
    private static final int LIMIT = 100_000;

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
}
