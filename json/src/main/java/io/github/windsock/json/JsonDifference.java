package io.github.windsock.json;

import io.github.windsock.Match;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.javacrumbs.jsonunit.core.Configuration;
import net.javacrumbs.jsonunit.core.internal.Diff;
import net.javacrumbs.jsonunit.core.internal.JsonUtils;
import net.javacrumbs.jsonunit.core.internal.Path;
import net.javacrumbs.jsonunit.core.listener.Difference;
import org.jspecify.annotations.Nullable;

/**
 * Compares JSON with json-unit, and reports the paths of the differences. {@code Diff} is in a package named internal, but
 * json-unit's own modules use it too; its public ways in, for AssertJ and Hamcrest, would be two more libraries.
 */
final class JsonDifference {
    private static final int SHOWN = 5;
    private static final int LONGEST = 80;

    private JsonDifference() {}

    /** Compares two values; numbers are equal by value. */
    static Match compare(@Nullable Object expected, @Nullable Object actual, JsonOption... options) {
        List<Difference> differences = new ArrayList<>();
        Configuration configuration = Configuration.empty()
                .withTolerance(BigDecimal.ZERO)
                .withDifferenceListener((difference, context) -> differences.add(difference));
        for (JsonOption option : options) {
            configuration = configuration.when(option.option());
        }
        Diff diff = Diff.create(
                JsonUtils.wrapDeserializedObject(expected),
                JsonUtils.wrapDeserializedObject(actual),
                "message",
                Path.root(),
                configuration);
        if (diff.similar()) {
            return Match.found(Map.of());
        }
        return Match.missed(() -> missed(expected, differences));
    }

    private static Match missed(@Nullable Object expected, List<Difference> differences) {
        List<String> words =
                differences.stream().limit(SHOWN).map(JsonDifference::words).toList();
        int more = differences.size() - words.size();
        double distance = Math.min(1, (double) differences.size() / (1 + leaves(expected)));
        return Match.missed(distance, String.join("; ", words) + (more > 0 ? "; and " + more + " more" : ""));
    }

    private static int leaves(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().mapToInt(JsonDifference::leaves).sum();
        }
        if (value instanceof List<?> list) {
            return list.stream().mapToInt(JsonDifference::leaves).sum();
        }
        return 1;
    }

    private static String words(Difference difference) {
        return switch (difference.getType()) {
            case DIFFERENT ->
                path(difference.getActualPath()) + " is " + shown(difference.getActual()) + ", wanted "
                        + shown(difference.getExpected());
            case MISSING ->
                path(difference.getExpectedPath()) + " is missing, wanted " + shown(difference.getExpected());
            case EXTRA -> path(difference.getActualPath()) + " is unexpected, " + shown(difference.getActual());
        };
    }

    private static String path(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return "$";
        }
        return path.startsWith("[") ? "$" + path : "$." + path;
    }

    static String shown(@Nullable Object value) {
        String json = JsonWords.write(value);
        return json.length() <= LONGEST ? json : json.substring(0, LONGEST - 1) + "…";
    }
}
