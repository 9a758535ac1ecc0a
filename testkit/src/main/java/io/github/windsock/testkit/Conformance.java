package io.github.windsock.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The cases, in the categories of the fuzzing suites that are usual for WebSockets, as tests of either end. */
public final class Conformance {
    /** What the ends that are held to category 11 take, and no more. */
    public static final int LIMIT = 100_000;

    /** Category 10 runs only where time is no matter. */
    public static final int LARGE = 10;

    private static final int AT_THE_LIMIT = 11;

    private Conformance() {}

    private record Category(int number, String section, List<ConformanceCase> cases) {
        Stream<DynamicTest> tests(Player player) {
            List<DynamicTest> tests = new ArrayList<>();
            for (ConformanceCase one : cases) {
                String id = number + "." + (tests.size() + 1) + " " + section + ": " + one.title();
                tests.add(DynamicTest.dynamicTest(id, () -> player.play(one)));
            }
            return tests.stream();
        }
    }

    private interface Player {
        void play(ConformanceCase one) throws Exception;
    }

    private static List<Category> categories() {
        return List.of(
                new Category(1, "RFC 6455, 5.2", ConformanceFrames.framing()),
                new Category(2, "RFC 6455, 5.5.2", ConformanceFrames.pings()),
                new Category(3, "RFC 6455, 5.2", ConformanceFrames.reservedBits()),
                new Category(4, "RFC 6455, 5.2", ConformanceFrames.opcodes()),
                new Category(5, "RFC 6455, 5.4", ConformanceFrames.fragments()),
                new Category(6, "RFC 6455, 8.1", ConformanceText.all()),
                new Category(7, "RFC 6455, 5.5.1 and 7.4", ConformanceCloses.all()),
                new Category(9, "RFC 6455, 5.2", ConformanceLimits.quick()),
                new Category(LARGE, "RFC 6455, 5.2", ConformanceLimits.large()),
                new Category(AT_THE_LIMIT, "RFC 6455, 10.4", ConformanceLimits.atTheLimit(LIMIT)),
                new Category(14, "RFC 7692, 7.2", ConformanceCompression.frames()));
    }

    private static boolean runs(Category category) {
        return category.number() != LARGE || Boolean.getBoolean("windsock.soak");
    }

    /**
     * Returns the tests of an echo server.
     *
     * @param port where it listens
     * @param limitedPort where one listens that takes messages of {@link #LIMIT} bytes
     */
    public static Stream<DynamicTest> ofServer(int port, int limitedPort) {
        Stream<DynamicTest> cases = categories().stream()
                .filter(Conformance::runs)
                .flatMap(category -> category.tests(
                        one -> one.playAgainstServer(category.number() == AT_THE_LIMIT ? limitedPort : port)));
        return Stream.concat(cases, ConformanceCompression.ofServer(port).stream());
    }

    /**
     * Returns the tests of a client.
     *
     * @param client the client
     * @param limited one that takes messages of {@link #LIMIT} bytes
     * @param server where they connect to
     */
    public static Stream<DynamicTest> ofClient(TestedClient client, TestedClient limited, RawServer server) {
        Stream<DynamicTest> cases = categories().stream()
                .filter(Conformance::runs)
                .flatMap(category -> category.tests(
                        one -> one.playAgainstClient(category.number() == AT_THE_LIMIT ? limited : client, server)));
        return Stream.concat(cases, ConformanceCompression.ofClient(client, server).stream());
    }

    /** Returns how many cases each category has, the large ones too. */
    public static Map<Integer, Integer> counts() {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        categories()
                .forEach(category ->
                        counts.put(category.number(), category.cases().size()));
        ConformanceCompression.ofServer(0).forEach(test -> {
            String number = test.getDisplayName().substring(0, 2);
            counts.merge(Integer.valueOf(number), 1, Integer::sum);
        });
        return counts;
    }
}
