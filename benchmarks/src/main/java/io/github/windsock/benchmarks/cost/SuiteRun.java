package io.github.windsock.benchmarks.cost;

import static java.util.Objects.requireNonNull;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one variant in the measured JVM, and prints one line for {@link CostOfATest}.
 *
 * <p>Loads no classes for measuring until the tests are done: the management classes alone would cost as much as many
 * tests.
 */
public final class SuiteRun {

    private SuiteRun() {}

    /**
     * Runs the variant.
     *
     * @param arguments the time at which the JVM was started, in milliseconds since the epoch, and the variant's class
     * @throws ReflectiveOperationException if there is no such variant
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        long spawned = Long.parseLong(arguments[0]);
        Stopwatch stopwatch = new Stopwatch();
        LauncherFactory.create().execute(request(Class.forName(arguments[1])), stopwatch);
        long wall = System.currentTimeMillis() - spawned;
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        int left = Thread.getAllStackTraces().size();
        long started = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
        System.out.printf(
                Locale.ROOT,
                "result,%d,%d,%d,%d,%d,%d,%d,%d,%d%n",
                wall,
                cpu,
                stopwatch.percentile(50) / 1000,
                stopwatch.percentile(99) / 1000,
                stopwatch.firstGreen == 0 ? -1 : stopwatch.firstGreen - spawned,
                started,
                left,
                stopwatch.count,
                stopwatch.failed);
        System.out.flush();
        Runtime.getRuntime()
                .halt(0); // some variants leave threads that are not daemons; that is a figure, not a reason to wait
    }

    /**
     * Returns the request for the tests of a variant, whose ten classes are nested in it.
     *
     * @param variant the class of the variant
     * @return the request
     */
    public static LauncherDiscoveryRequest request(Class<?> variant) {
        List<Class<?>> classes = Stream.of(variant.getDeclaredClasses())
                .filter(variant::isAssignableFrom)
                .toList();
        LauncherDiscoveryRequestBuilder builder =
                LauncherDiscoveryRequestBuilder.request().filters(EngineFilter.includeEngines("junit-jupiter"));
        classes.forEach(test -> builder.selectors(selectClass(test)));
        return builder.build();
    }

    private static final class Stopwatch implements TestExecutionListener {

        private final Map<TestIdentifier, Long> begun = new HashMap<>();
        private long[] nanos = new long[1024];
        private int count;
        private int failed;
        private long firstGreen;

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                begun.put(test, System.nanoTime());
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean isGreen = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (!isGreen) {
                failed++;
                result.getThrowable().filter(failure -> failed == 1).ifPresent(Throwable::printStackTrace);
            }
            if (test.isTest()) {
                add(System.nanoTime() - requireNonNull(begun.remove(test)));
                if (isGreen && firstGreen == 0) {
                    firstGreen = System.currentTimeMillis();
                }
            }
        }

        private void add(long time) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = time;
        }

        long percentile(int percent) {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return count == 0 ? 0 : sorted[Math.min(count - 1, count * percent / 100)];
        }
    }
}
