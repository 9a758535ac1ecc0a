package io.github.windsock.benchmarks.cost;

import io.github.windsock.benchmarks.csv.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the cost of a test: each variant in a fresh JVM, in interleaved rounds, so that other load affects all
 * variants alike. Each begins when few of the {@linkplain ClosedConnections connections} of those before are left.
 *
 * <p>A variant is a class with ten nested classes, each of which runs the same test many times: a new connection to a
 * running server, "hello WebSocket", its echo, and a close with 3005 "done", which both ends must see.
 */
public final class CostOfATest {

    /** The columns of the raw results. The name of a time ends with its unit. */
    private static final String[] COLUMNS = {
        "round",
        "variant",
        "wall_ms",
        "cpu_ms",
        "p50_us",
        "p99_us",
        "first_green_ms",
        "threads_started",
        "threads_left",
        "tests",
        "failed",
        "time_wait"
    };

    private static final int CLASSES = 10;

    /** To add a variant, write a class like the others and list it here. */
    private static final List<String> VARIANTS = List.of(
            "EmptyTests",
            "RawSocketTests",
            "MockWebServerSharedTests",
            "MockWebServerPerTestTests",
            "JettyByHandTests",
            "VertxTests",
            "WindsockTests",
            "WindsockOnJettyTests");

    /** A slow variant, which runs only a tenth of the tests; the report scales its figures. */
    private static final String SLOW = "AwaitilityTests";

    private CostOfATest() {}

    /**
     * Runs all variants.
     *
     * @param folder the folder for the raw results, as {@code cost-500.csv}
     * @param tests the number of tests in each run
     * @param rounds the number of rounds
     * @throws IOException if a JVM cannot be started or the results not be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void run(Path folder, int tests, int rounds) throws IOException, InterruptedException {
        Csv results = run(folder, tests, rounds, VARIANTS);
        results.add(measure(1, SLOW, Math.max(CLASSES, Math.min(tests, 500) / 10)));
    }

    static Csv run(Path folder, int tests, int rounds, List<String> variants) throws IOException, InterruptedException {
        Csv results = Csv.create(folder.resolve("cost-" + tests + ".csv"), COLUMNS);
        for (int round = 1; round <= rounds; round++) {
            for (String variant : variants) {
                results.add(measure(round, variant, tests));
            }
        }
        return results;
    }

    private static Object[] measure(int round, String variant, int tests) throws IOException, InterruptedException {
        System.err.printf("cost of a test: round %d, %s, %d tests%n", round, variant, tests);
        double closed = ClosedConnections.awaitFew();
        List<Object> row = new ArrayList<>(List.of(round, variant));
        row.addAll(FreshJvm.measure(List.of(testsPerClass(tests / CLASSES)), SuiteRun.class, className(variant)));
        row.add(closed);
        return row.toArray();
    }

    /**
     * Returns the option of a JVM that sets how often each class of a variant runs its test.
     *
     * @param tests the number of tests in a class
     * @return the option
     */
    public static String testsPerClass(int tests) {
        return "-D" + Times.PROPERTY + "=" + tests;
    }

    /**
     * Returns the class of a variant.
     *
     * @param variant its simple name
     * @return its name
     */
    public static String className(String variant) {
        return CostOfATest.class.getPackageName() + "." + variant;
    }
}
