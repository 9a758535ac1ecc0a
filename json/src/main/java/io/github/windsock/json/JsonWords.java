package io.github.windsock.json;

import io.github.windsock.internal.text.Text;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats values as JSON for messages. */
final class JsonWords {

    private JsonWords() {}

    static String write(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> Text.quote(String.valueOf(entry.getKey())) + ":" + write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(JsonWords::write).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? Text.quote(text) : String.valueOf(value);
    }
}
