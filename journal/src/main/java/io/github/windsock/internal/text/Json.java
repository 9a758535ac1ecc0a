package io.github.windsock.internal.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes JSON with all characters escaped that a terminal could interpret. */
public final class Json {
    private Json() {}

    /**
     * Writes a value.
     *
     * @param value a map, a collection, a number, a boolean or null; any other value is written as its text
     * @return the JSON, on one line
     */
    public static String write(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quote(String.valueOf(entry.getKey())) + ":" + write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return quote(value.toString());
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            append(text, i, out);
        }
        return out.append('"').toString();
    }

    private static void append(String text, int i, StringBuilder out) {
        char unit = text.charAt(i);
        if (unit == '"' || unit == '\\') {
            out.append('\\').append(unit);
        } else if (isVisible(text, i)) {
            out.append(unit);
        } else {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
    }

    private static boolean isVisible(String text, int i) {
        char unit = text.charAt(i);
        int point = Character.isLowSurrogate(unit) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1))
                ? text.codePointAt(i - 1)
                : text.codePointAt(i);
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
