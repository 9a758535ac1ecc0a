package io.github.windsock.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

/** Runs sample classes as a user's build would, and looks at what became of them. */
final class Kit {

    /** JUnit's test kit has no folder for timelines, and Windsock would warn of that. */
    private final Map<String, String> parameters =
            new HashMap<>(Map.of("windsock.timeout", "30s", "windsock.timeline", "never"));

    private final List<Class<?>> samples;
    private final List<Class<?>> nested = new ArrayList<>();

    private Kit(List<Class<?>> samples) {
        this.samples = samples;
    }

    static Kit of(Class<?>... samples) {
        return new Kit(List.of(samples));
    }

    static Kit of(List<Class<?>> samples) {
        return new Kit(samples);
    }

    Kit with(String key, String value) {
        parameters.put(key, value);
        return this;
    }

    /** Names nested classes that may have contexts of their own. */
    Kit nesting(Class<?>... classes) {
        nested.addAll(List.of(classes));
        return this;
    }

    /** Lets all tests run at the same time, if there are threads enough. */
    Kit concurrently() {
        return with("junit.jupiter.execution.parallel.enabled", "true")
                .with("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .with("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .with("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    }

    /** Runs the samples, whose contexts stay in Spring's cache, as they do between the classes of a user's build. */
    EngineExecutionResults run() {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
        samples.forEach(sample -> kit.selectors(selectClass(sample)));
        return kit.configurationParameters(parameters).execute();
    }

    /** Runs samples that must succeed, so many tests, and closes their contexts. */
    void succeeds(int tests) {
        EngineExecutionResults results = run();
        closeContexts();
        assertEquals(List.of(), failures(results));
        assertEquals(tests, results.testEvents().succeeded().count());
    }

    /** As the end of the JVM would. */
    void closeContexts() {
        for (Class<?> sample : Stream.concat(samples.stream(), nested.stream()).toList()) {
            new TestContextManager(sample).getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        }
    }

    /** Returns what made tests and classes fail, in the order of their ends. */
    static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().finished().stream()
                .flatMap(event -> failure(event).stream())
                .toList();
    }

    static Throwable onlyFailure(Class<?> sample) {
        List<Throwable> failures = failures(of(sample).run());
        assertEquals(1, failures.size(), failures::toString);
        return failures.get(0);
    }

    private static List<Throwable> failure(Event event) {
        return event.getPayload(TestExecutionResult.class).flatMap(TestExecutionResult::getThrowable).stream()
                .toList();
    }
}
