package io.github.windsock.json;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Matchers for text messages that contain JSON (RFC 8259), for rules of a server and for assertions. Import them
 * statically.
 *
 * <pre>{@code
 * Message welcome = assertReceived(json("$.type", "welcome"), socket);
 * server.behave(on(json("$.op", "subscribe").and(jsonValue("id", "$.id")), reply(template("{\"ok\":${id}}"))));
 * }</pre>
 *
 * <p>Numbers are compared by value: 1 equals 1.0. The order of keys never counts. An expected text may be a placeholder
 * of json-unit for a value that changes from run to run: <code>${json-unit.any-string}</code>,
 * <code>${json-unit.any-number}</code>, <code>${json-unit.any-boolean}</code>,
 * <code>${json-unit.ignore-element}</code>, <code>${json-unit.regex}[a-z]+</code>. A message is parsed once, even for
 * several matchers. A message that is not JSON matches nothing, and the failure shows its beginning.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class JsonMatchers {

    private JsonMatchers() {}

    /**
     * Returns a matcher for messages that have a value at a path, also {@code null}.
     *
     * @param path a JSONPath, such as {@code $.type}, {@code $.items[0].id} or {@code $..id}
     * @return the matcher
     * @throws IllegalArgumentException if it is not a JSONPath, or calls an unknown function
     */
    public static MessageMatcher json(String path) {
        JsonPath compiled = JsonPaths.compiled(path);
        return of(
                "json(" + Text.quote(path) + ")",
                Set.of(),
                json -> at(compiled, json).isEmpty() ? Match.missed(0.5, path + " is missing") : Match.found(Map.of()));
    }

    /**
     * Returns a matcher for messages that have this value at a path.
     *
     * @param path a JSONPath; if it selects several places, one of them must have the value
     * @param value a text, number, boolean, {@code null}, or a {@code List}, array or {@code Map} of these; later
     *     changes of it do not count
     * @return the matcher
     * @throws IllegalArgumentException if it is not a JSONPath or calls an unknown function, or the value is not JSON or has an unknown placeholder
     */
    public static MessageMatcher json(String path, @Nullable Object value) {
        JsonPath compiled = JsonPaths.compiled(path);
        Object wanted = ExpectedJson.copyOf(value);
        return of("json(" + Text.quote(path) + ", " + JsonWords.write(wanted) + ")", Set.of(), json -> {
            List<@Nullable Object> there = at(compiled, json);
            return there.stream()
                    .map(each -> JsonDifference.compare(wanted, each))
                    .filter(Match::isMatch)
                    .findFirst()
                    .orElseGet(() -> Match.missed(() -> missed(path, wanted, there)));
        });
    }

    private static Match missed(String path, @Nullable Object value, List<@Nullable Object> there) {
        if (there.isEmpty()) {
            return Match.missed(0.7, path + " is missing, wanted " + JsonDifference.shown(value));
        }
        double nearest = there.stream()
                .map(each -> JsonDifference.compare(value, each))
                .min(Comparator.comparingDouble(Match::distance))
                .map(Match::distance)
                .orElse(1.0);
        String shown = there.stream().map(JsonDifference::shown).collect(Collectors.joining(", "));
        return Match.missed(nearest / 2, path + " is " + shown + ", wanted " + JsonDifference.shown(value));
    }

    /**
     * Returns a matcher for messages that have a value at a path, and captures the value under a name for replies.
     *
     * @param name the name for templates
     * @param path a JSONPath; if it selects several places, the first one counts
     * @return the matcher
     * @throws IllegalArgumentException if it is not a JSONPath, or calls an unknown function
     */
    public static MessageMatcher jsonValue(String name, String path) {
        requireNonNull(name, "name must not be null");
        JsonPath compiled = JsonPaths.compiled(path);
        return of("jsonValue(" + Text.quote(name) + ", " + Text.quote(path) + ")", Set.of(name), json -> {
            List<@Nullable Object> there = at(compiled, json);
            if (there.isEmpty()) {
                return Match.missed(0.5, path + " is missing");
            }
            Object first = there.get(0);
            return Match.found(Map.of(name, first instanceof String text ? text : JsonWords.write(first)));
        });
    }

    /**
     * Returns a matcher for messages that equal a JSON document, regardless of white space and the order of keys.
     *
     * <pre>{@code jsonDocument("{\"type\":\"welcome\",\"id\":\"${json-unit.any-string}\"}", IGNORING_EXTRA_KEYS)}</pre>
     *
     * @param document the document
     * @param options what may differ; by default nothing, neither extra keys nor the order of an array
     * @return the matcher
     * @throws IllegalArgumentException if the document is not JSON, or has an unknown placeholder
     */
    public static MessageMatcher jsonDocument(String document, JsonOption... options) {
        Object expected = parsed(document);
        JsonOption[] chosen = Elements.copyOf("options", options).toArray(new JsonOption[0]);
        String java = "jsonDocument(" + Text.quote(document)
                + Arrays.stream(chosen).map(each -> ", " + each).collect(Collectors.joining()) + ")";
        return of(java, Set.of(), json -> JsonDifference.compare(expected, json, chosen));
    }

    private static @Nullable Object parsed(String document) {
        try {
            return ExpectedJson.copyOf(JsonText.parse(requireNonNull(document, "document must not be null")));
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(
                    "document " + Text.preview(document) + " is not JSON; keys and texts need double quotes", e);
        }
    }

    private static MessageMatcher of(String java, Set<String> names, Function<@Nullable Object, Match> condition) {
        return MessageMatcher.of(java, names, message -> match(message, condition));
    }

    private static Match match(Message message, Function<@Nullable Object, Match> condition) {
        JsonText json = JsonText.of(message);
        return json.missed().orElseGet(() -> condition.apply(json.value()));
    }

    /** Returns the values at a path; no value is not the same as null. */
    private static List<@Nullable Object> at(JsonPath path, @Nullable Object json) {
        if (!(json instanceof Map || json instanceof List)) {
            return path.getPath().equals("$") ? Arrays.asList(json) : List.of();
        }
        try {
            Object found = path.read(json, JsonText.PATHS);
            return !path.isDefinite() && found instanceof List<?> all ? new ArrayList<>(all) : Arrays.asList(found);
        } catch (JsonPathException | IndexOutOfBoundsException e) {
            return List.of(); // no such place, or a function or filter has nothing there to work on
        }
    }
}
