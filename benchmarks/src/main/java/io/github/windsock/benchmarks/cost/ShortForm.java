package io.github.windsock.benchmarks.cost;

import io.github.windsock.benchmarks.csv.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cost of a test, compared only with the best peer, in half a minute, for every build. Fails on a lost close code,
 * and on a ratio so high that a busy machine cannot explain it.
 */
public final class ShortForm {

    private static final String PEER = "MockWebServerSharedTests";
    private static final String WINDSOCK = "WindsockTests";
    private static final int TESTS = 200;
    private static final int ROUNDS = 3;

    /** About twice the usual ratio. */
    private static final double MOST_CPU = 1.7;

    private static final double MOST_WALL = 1.7;

    /** Includes the threads of the JVM itself. */
    private static final double MOST_THREADS = 18;

    private ShortForm() {}

    /**
     * Measures, and checks the bounds.
     *
     * @param folder the folder for the raw results
     * @throws IOException if a JVM cannot be started or the results not be written
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException if a bound is exceeded; the message says which
     */
    public static void run(Path folder) throws IOException, InterruptedException {
        CostOfATest.run(folder, TESTS, ROUNDS, List.of(PEER, WINDSOCK));
        List<Map<String, String>> rows = Csv.read(folder.resolve("cost-" + TESTS + ".csv"));
        List<String> broken = new ArrayList<>();
        double failed = rows.stream()
                .filter(row -> WINDSOCK.equals(row.get("variant")))
                .mapToDouble(row -> number(row, "failed"))
                .sum();
        check(broken, "tests that failed, of " + ROUNDS * TESTS, failed, 0);
        check(broken, "CPU beside " + PEER, ratio(rows, "cpu_ms"), MOST_CPU);
        check(broken, "wall beside " + PEER, ratio(rows, "wall_ms"), MOST_WALL);
        check(broken, "threads started", least(rows, WINDSOCK, "threads_started"), MOST_THREADS);
        if (!broken.isEmpty()) {
            throw new IllegalStateException("a test with Windsock costs too much: " + String.join("; ", broken)
                    + ". The raw results are in " + folder);
        }
    }

    private static void check(List<String> broken, String what, double value, double most) {
        String line = String.format(Locale.ROOT, "%s: %.2f, at most %.2f is expected", what, value, most);
        System.err.println(line);
        if (!(value <= most)) {
            broken.add(line);
        }
    }

    /** Compares the smallest values, which other load has affected least. */
    private static double ratio(List<Map<String, String>> rows, String column) {
        return least(rows, WINDSOCK, column) / least(rows, PEER, column);
    }

    private static double least(List<Map<String, String>> rows, String variant, String column) {
        return rows.stream()
                .filter(row -> variant.equals(row.get("variant")))
                .mapToDouble(row -> number(row, column))
                .min()
                .orElse(Double.NaN);
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, "NaN"));
    }
}
