package io.github.windsock.json;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.Text;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks an expected value when its matcher is made, since one that no JSON can equal would never match. */
final class ExpectedJson {
    private static final String PLACEHOLDER = "${json-unit.";
    private static final String REGEX = PLACEHOLDER + "regex}";
    private static final List<String> PLACEHOLDERS = List.of(
            PLACEHOLDER + "any-string}",
            PLACEHOLDER + "any-number}",
            PLACEHOLDER + "any-boolean}",
            PLACEHOLDER + "ignore-element}",
            PLACEHOLDER + "ignore}",
            REGEX);

    private ExpectedJson() {}

    /** Returns a copy of a value, which later changes of a list or map do not reach. */
    static @Nullable Object copyOf(@Nullable Object value) {
        if (value instanceof String text) {
            return checked(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(key(key), copyOf(each)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(copyOf(each)));
            return Collections.unmodifiableList(copy);
        }
        if (value != null && value.getClass().isArray()) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                copy.add(copyOf(Array.get(value, i)));
            }
            return Collections.unmodifiableList(copy);
        }
        if (value == null || value instanceof Boolean || isNumber(value)) {
            return value;
        }
        throw new IllegalArgumentException("value " + Text.preview(value.toString()) + " is a "
                + value.getClass().getName()
                + ", which JSON does not have; use a text, a number, a boolean, null, or a List or Map of these");
    }

    private static String key(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("key " + key + " of a map is not a text; JSON has no other keys");
    }

    /** JSON has no NaN and no infinity (RFC 8259, section 6). */
    private static boolean isNumber(Object value) {
        return value instanceof Number number
                && !(number instanceof Double it && !Double.isFinite(it))
                && !(number instanceof Float it && !Float.isFinite(it));
    }

    private static String checked(String text) {
        if (text.startsWith(REGEX)) {
            requireRegex(text.substring(REGEX.length()));
        } else if (text.startsWith(PLACEHOLDER) && !PLACEHOLDERS.contains(text)) {
            String nearest =
                    Collections.min(PLACEHOLDERS, Comparator.comparingInt(each -> EditDistance.between(each, text)));
            throw new IllegalArgumentException(
                    "text " + Text.preview(text) + " is not a placeholder; did you mean " + nearest + "?");
        }
        return text;
    }

    private static void requireRegex(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "text " + Text.preview(REGEX + regex) + " has no regular expression: " + e.getDescription(), e);
        }
    }
}
