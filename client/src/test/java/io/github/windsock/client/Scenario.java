package io.github.windsock.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code scenarios.txt}: what a page's script does, what the server does, and what each sees of it.
 *
 * @param name unique
 * @param page JavaScript; see {@code scenarios.js} for what it finds
 * @param server the steps of {@link ScenarioServer}
 * @param trace what the script sees
 * @param told what the server is told, as far as its steps look
 * @param chromium what differs in Chromium, {@code null} if nothing does
 */
record Scenario(
        String name,
        String page,
        List<String> server,
        List<String> trace,
        List<String> told,
        @Nullable Difference chromium) {

    /** What Chromium does instead, and why it is not followed. */
    record Difference(List<String> trace, List<String> told, String because) {}

    List<String> chromiumTrace() {
        return chromium == null ? trace : chromium.trace;
    }

    List<String> chromiumTold() {
        return chromium == null ? told : chromium.told;
    }

    static List<Scenario> all() {
        try (InputStream in = Scenario.class.getResourceAsStream("scenarios.txt")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Scenario> parse(String text) {
        List<Scenario> all = new ArrayList<>();
        for (String block : text.split("(?m)^= ", -1)) {
            if (all.isEmpty() && block.startsWith("#")) {
                continue;
            }
            all.add(row(block));
        }
        return all;
    }

    private static Scenario row(String block) {
        List<String> lines = block.lines().toList();
        Map<String, String> parts = new LinkedHashMap<>();
        String key = "";
        for (String line : lines.subList(1, lines.size())) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                key = line.split(" ", 2)[0];
                line = line.substring(key.length());
            }
            parts.merge(key, line.strip(), (a, b) -> a + "\n" + b);
        }
        List<String> trace = steps(parts.getOrDefault("trace", ""));
        List<String> told = steps(parts.getOrDefault("told", ""));
        boolean differs = parts.containsKey("because");
        return new Scenario(
                lines.get(0).strip(),
                parts.getOrDefault("page", "socket()"),
                steps(parts.getOrDefault("server", "")),
                trace,
                told,
                differs
                        ? new Difference(
                                parts.containsKey("chromium") ? steps(parts.get("chromium")) : trace,
                                parts.containsKey("chromium-told") ? steps(parts.get("chromium-told")) : told,
                                parts.get("because").replace('\n', ' '))
                        : null);
    }

    private static List<String> steps(String text) {
        return text.isBlank() ? List.of() : List.of(text.replace("\n", " ").split(" \\| ", -1));
    }

    @Override
    public String toString() {
        return name;
    }
}
