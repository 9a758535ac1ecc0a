package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.json.TypeToken;

/**
 * The same scripts against the same servers, in Chromium and on this room's client: both see what {@code scenarios.txt}
 * says. All rows are played on one page, several at a time, and in both at the same time: most of it is waiting.
 */
class ScenarioTests {
    private static final int AT_ONCE = 8;
    private static final List<Scenario> SCENARIOS = Scenario.all();

    private static final Json JSON = new Json();
    private static final Type TRACES = new TypeToken<Map<String, List<String>>>() {}.getType();

    private static Map<String, Played> here = Map.of();
    private static Optional<Map<String, Played>> inChromium = Optional.empty();

    /** What a scenario did, from both ends. */
    private record Played(List<String> trace, List<String> told) {}

    static List<Scenario> scenarios() {
        return SCENARIOS;
    }

    @BeforeAll
    static void play() throws Exception {
        FutureTask<Map<String, Played>> beside = new FutureTask<>(ScenarioTests::playHere);
        new Thread(beside, "scenarios on this client").start();
        Optional<Chromium> chromium =
                Chromium.start(JavaScript.resource("scenarios.js"), SCENARIOS.size() + " scenarios");
        if (chromium.isPresent()) {
            inChromium = Optional.of(playIn(chromium.get()));
        }
        here = beside.get();
    }

    private static Map<String, Played> playHere() throws Exception {
        try (ScenarioRun run = new ScenarioRun();
                BrowserPage page =
                        BrowserPage.builder().baseUrl("http://127.0.0.1:9/dir/").build();
                JavaScript script = new JavaScript(page)) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            script.eval(JavaScript.resource("scenarios.js"));
            script.bind("rowsAsJson", run.rowsAsJson());
            script.bind("finished", (Runnable) () -> done.complete(null));
            script.eval("playAll(JSON.parse(rowsAsJson), " + AT_ONCE + ", () => finished.run())");
            try {
                done.get(120, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                System.out.println("Not every scenario ended; the tests tell which");
            }
            return run.seen(script.eval("JSON.stringify(traces)", String.class), Scenario::told);
        }
    }

    private static Map<String, Played> playIn(Chromium chromium) throws InterruptedException {
        try (chromium;
                ScenarioRun run = new ScenarioRun()) {
            try {
                chromium.runAsync(
                        "playAll(JSON.parse(arguments[0]), arguments[1], arguments[2])", run.rowsAsJson(), AT_ONCE);
            } catch (ScriptTimeoutException e) {
                System.out.println("Not every scenario ended in Chromium; the tests tell which");
            }
            return run.seen(String.valueOf(chromium.run("return JSON.stringify(traces)")), Scenario::chromiumTold);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void on_this_client(Scenario scenario) {
        check(here.get(scenario.name()), scenario.trace(), scenario.told());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void in_chromium(Scenario scenario) {
        Played seen = Chromium.orSkip(inChromium).get(scenario.name());
        check(seen, scenario.chromiumTrace(), scenario.chromiumTold());
    }

    private static void check(Played seen, List<String> trace, List<String> told) {
        assertEquals(
                String.join("\n", trace) + "\n-- told\n" + String.join("\n", told),
                String.join("\n", seen.trace) + "\n-- told\n" + String.join("\n", seen.told));
    }

    /** The servers of all rows. */
    private static final class ScenarioRun implements AutoCloseable {
        private final Map<Scenario, ScenarioServer> servers = new LinkedHashMap<>();

        ScenarioRun() {
            SCENARIOS.forEach(scenario -> servers.put(scenario, new ScenarioServer(scenario.server())));
        }

        String rowsAsJson() {
            List<Map<String, String>> rows = new ArrayList<>();
            servers.forEach((scenario, server) ->
                    rows.add(Map.of("name", scenario.name(), "page", scenario.page(), "url", server.url())));
            return JSON.toJson(rows);
        }

        Map<String, Played> seen(String tracesAsJson, Function<Scenario, List<String>> told)
                throws InterruptedException {
            Map<String, List<String>> traces = JSON.toType(tracesAsJson, TRACES);
            Map<String, Played> seen = new HashMap<>();
            for (Map.Entry<Scenario, ScenarioServer> entry : servers.entrySet()) {
                Scenario scenario = entry.getKey();
                ScenarioServer server = entry.getValue();
                List<String> trace = traces.getOrDefault(scenario.name(), List.of("not played")).stream()
                        .map(line -> line.replace(":" + server.port(), ":PORT"))
                        .toList();
                seen.put(
                        scenario.name(),
                        new Played(trace, server.told(told.apply(scenario).size())));
            }
            return seen;
        }

        @Override
        public void close() {
            servers.values().forEach(ScenarioServer::close);
        }
    }
}
