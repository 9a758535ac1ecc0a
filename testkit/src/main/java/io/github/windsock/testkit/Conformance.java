package io.github.windsock.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The conformance cases as tests of servers and clients, in the categories of the usual fuzzing suites for WebSockets.
 */
public final class Conformance {
    /** The message limit of the ends that are tested in category 11. */
    public static final int LIMIT = 100_000;

    private static final boolean SOAK = Boolean.getBoolean("windsock.soak");
    private static final int LARGE = 10;
    private static final int AT_THE_LIMIT = 11;
    private static final int ONE_OF = 13; // a prime, so that the sample covers all combinations

    private final int step;

    private Conformance(int step) {
        this.step = step;
    }

    private record Category(int number, String section, List<? extends Playable> cases) {
        boolean runs() {
            return number != LARGE || SOAK;
        }

        Stream<DynamicTest> tests(int step, Player player) {
            return IntStream.iterate(0, i -> i < cases.size(), i -> i + step).mapToObj(i -> {
                Playable one = cases.get(i);
                String id = number + "." + (i + 1) + " " + section + ": " + one.title();
                return DynamicTest.dynamicTest(id, () -> player.play(one, number == AT_THE_LIMIT));
            });
        }
    }

    private interface Player {
        void play(Playable one, boolean limited) throws Exception;
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
                new Category(12, "RFC 7692, 7.1", CompressionCase.parameters()),
                new Category(13, "RFC 7692, 7.2", CompressionCase.messages()),
                new Category(14, "RFC 7692, 7.2", ConformanceCompression.frames()));
    }

    /** Returns all cases; those of category 10 run only in the soak. */
    public static Conformance all() {
        return new Conformance(1);
    }

    /**
     * Returns one case of thirteen of each category, for TLS, which changes how bytes arrive but not their meaning. In
     * the soak, returns all.
     */
    public static Conformance sample() {
        return new Conformance(SOAK ? 1 : ONE_OF);
    }

    /**
     * Returns the tests of an echo server.
     *
     * @param sockets connects to the server
     * @param port the port of the server
     * @param limitedPort the port of a server with a limit of {@link #LIMIT} bytes for messages
     */
    public Stream<DynamicTest> ofServer(Sockets sockets, int port, int limitedPort) {
        return tests((one, limited) -> one.playAgainstServer(sockets, limited ? limitedPort : port));
    }

    /**
     * Returns the tests of a client.
     *
     * @param client the client
     * @param limited a client with a limit of {@link #LIMIT} bytes for messages
     * @param server the server to which they connect
     */
    public Stream<DynamicTest> ofClient(TestedClient client, TestedClient limited, RawServer server) {
        return tests((one, isLimited) -> one.playAgainstClient(isLimited ? limited : client, server));
    }

    private Stream<DynamicTest> tests(Player player) {
        return categories().stream().filter(Category::runs).flatMap(category -> category.tests(step, player));
    }

    /** Returns the number of cases in each category, large ones included. */
    public static Map<Integer, Integer> counts() {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        for (Category category : categories()) {
            counts.put(category.number(), category.cases().size());
        }
        return counts;
    }
}
