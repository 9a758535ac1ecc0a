package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.windsock.server.EchoServer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs sample classes as a user's build would, and looks at what became of them. */
final class Kit {

    /** No success is to depend on how busy the machine is; what waits in vain says for how long. */
    private final Map<String, String> parameters = new HashMap<>(Map.of("windsock.timeout", "30s"));

    private final List<Class<?>> samples;

    private Kit(List<Class<?>> samples) {
        this.samples = samples;
    }

    static Kit of(Class<?>... samples) {
        return new Kit(List.of(samples));
    }

    Kit with(String key, String value) {
        parameters.put(key, value);
        return this;
    }

    Kit without(String key) {
        parameters.remove(key);
        return this;
    }

    /** Lets all tests run at the same time, if there are threads enough. */
    Kit concurrently() {
        return with("junit.jupiter.execution.parallel.enabled", "true")
                .with("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .with("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .with("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    }

    EngineExecutionResults run() {
        samples.forEach(SampleState::claimAllOf);
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
        samples.forEach(sample -> kit.selectors(selectClass(sample)));
        return Warnings.printingOnlyTheUnexpected(kit.configurationParameters(parameters)::execute);
    }

    /** Runs a sample that must succeed, and asserts which servers it saw; afterwards no server may be left. */
    static void assertSees(Class<?> sample, String... lines) {
        Log log = Log.of(sample);
        log.clear();
        EngineExecutionResults results = of(sample).run();
        assertEquals(List.of(), failures(results));
        assertEquals(List.of(lines), log.lines());
        assertAllClosed(log.servers());
    }

    /** That a closed server's port refuses is shown where nothing else runs: here another test may have that port by now. */
    static void assertAllClosed(List<EchoServer> servers) {
        servers.forEach(server -> assertTrue(Log.isClosed(server), server::toString));
    }

    /** Returns what made tests and classes fail, in the order of their ends. */
    static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().finished().stream()
                .flatMap(event -> failure(event).stream())
                .toList();
    }

    static Throwable onlyFailure(EngineExecutionResults results) {
        List<Throwable> failures = failures(results);
        assertEquals(1, failures.size(), failures::toString);
        return failures.get(0);
    }

    private static List<Throwable> failure(Event event) {
        return event.getPayload(TestExecutionResult.class).flatMap(TestExecutionResult::getThrowable).stream()
                .toList();
    }

    /** Returns a message with what differs from run to run replaced: ports, times, and where they are claimed. */
    static String golden(String message) {
        return message.replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
                .replaceAll("localhost:[0-9]+", "localhost:PORT")
                .replaceAll("(?m)^( ✓ |   ) *[0-9]+\\.[0-9]{3} ms", "$1TIME ms")
                .replaceAll("\\.java:[0-9]+", ".java:LINE");
    }

    static List<String> suppressed(Throwable failure) {
        return Stream.of(failure.getSuppressed())
                .map(each -> golden(each.toString()))
                .toList();
    }

    static List<String> lines(String text) {
        return Arrays.asList(text.split("\n", -1));
    }
}
