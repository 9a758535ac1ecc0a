package io.github.windsock.benchmarks.report;

import io.github.windsock.benchmarks.cost.ClosedConnections;
import java.util.Map;
import java.util.stream.Collectors;

/** What a test costs, in all variants. */
final class CostSection {
    private static final String FLOOR = "RawSocketTests";
    private static final String BEST_PEER = "MockWebServerSharedTests";
    private static final String WINDSOCK = "WindsockTests";
    private static final String ON_JETTY = "WindsockOnJettyTests";
    private static final String EMPTY = "EmptyTests";

    private CostSection() {}

    static String of(int tests, Rows all) {
        Map<String, Rows> variants = all.by("variant");
        Rows floor = variants.getOrDefault(FLOOR, Rows.NONE);
        Rows best = variants.getOrDefault(BEST_PEER, Rows.NONE);
        Rows empty = variants.getOrDefault(EMPTY, Rows.NONE);
        double floorCpu = floor.perTest("cpu_ms");
        return new Table()
                        .words("variant")
                        .rounds("rounds")
                        .number("CPU/floor", 2, rows -> rows.perTest("cpu_ms") / floorCpu)
                        .right("spread", rows -> spread(rows, floorCpu))
                        .number("CPU/" + BEST_PEER, 2, rows -> rows.perTest("cpu_ms") / best.perTest("cpu_ms"))
                        .number("wall/floor", 2, rows -> rows.perTest("wall_ms") / floor.perTest("wall_ms"))
                        .number("wall/" + BEST_PEER, 2, rows -> rows.perTest("wall_ms") / best.perTest("wall_ms"))
                        .median("p50 µs", 0, "p50_us")
                        .median("p99 µs", 0, "p99_us")
                        .median("first green ms", 0, "first_green_ms")
                        .right("threads started / left", rows -> threads(rows, empty))
                        .median("tests", 0, "tests")
                        .number("failed", 0, rows -> rows.sum("failed"))
                        .section(
                                "What a test costs: " + tests + " tests in 10 classes, in a fresh JVM",
                                "A server at hand, a new connection, \"hello WebSocket\", its echo, close 3005 \"done\" seen by both"
                                        + " ends. Medians of interleaved rounds; a floor is a pair of raw sockets, written by"
                                        + " hand; spread is the least and the most of CPU in floors. A variant with fewer tests"
                                        + " is compared by the test."
                                        + closed(all.percentile("time_wait", 100)),
                                variants.values())
                + engine(variants);
    }

    private static String spread(Rows rows, double floorCpu) {
        double floor = rows.median("tests") * floorCpu;
        return Table.format("%.2f-%.2f", rows.percentile("cpu_ms", 0) / floor, rows.percentile("cpu_ms", 100) / floor);
    }

    /** Says nothing where the kernel does not count them: there no run waited. */
    private static String closed(double most) {
        return Double.isNaN(most)
                ? ""
                : Table.format(
                        " Each run begins when fewer than %,d connections of the runs before it are left in TIME_WAIT,"
                                + " among which it has to look for free ports, or after 75 s; at most %,.0f were left here.",
                        ClosedConnections.FEW, most);
    }

    private static String threads(Rows rows, Rows empty) {
        return Table.format(
                "%.0f / %.0f",
                rows.median("threads_started") - empty.median("threads_started"),
                rows.median("threads_left") - empty.median("threads_left"));
    }

    private static String engine(Map<String, Rows> variants) {
        Rows own = variants.getOrDefault(WINDSOCK, Rows.NONE);
        Rows jettys = variants.getOrDefault(ON_JETTY, Rows.NONE);
        return own.isEmpty() || jettys.isEmpty()
                ? ""
                : Table.format(
                        "%nA test on Jetty's engine takes %.2f of the CPU of one on Windsock's own.%n",
                        jettys.perTest("cpu_ms") / own.perTest("cpu_ms"));
    }

    /** What a test executes, counted. */
    static String instructions(Rows all) {
        return all.by("tests").entrySet().stream()
                .map(tests -> instructions(tests.getKey(), tests.getValue()))
                .collect(Collectors.joining());
    }

    private static String instructions(String tests, Rows all) {
        Map<String, Rows> variants = all.by("variant");
        double floor = variants.getOrDefault(FLOOR, Rows.NONE).median("instructions");
        double best = variants.getOrDefault(BEST_PEER, Rows.NONE).median("instructions");
        return new Table()
                .words("variant")
                .median("instructions", 0, "instructions")
                .median("calls", 0, "calls")
                .number("instructions/floor", 2, rows -> rows.median("instructions") / floor)
                .number("instructions/" + BEST_PEER, 2, rows -> rows.median("instructions") / best)
                .median("methods called", 0, "methods")
                .median("their length", 0, "length")
                .section(
                        "What a test executes: tests " + tests,
                        "The bytecode instructions of the test above, by the test, on all threads, those of the JDK and of JUnit"
                                + " included; without native methods and what the JVM does itself. Most of a short suite runs"
                                + " interpreted, so this decides its time, and it is the same whatever else the machine does.",
                        variants.values());
    }
}
