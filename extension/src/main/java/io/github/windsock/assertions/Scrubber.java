package io.github.windsock.assertions;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Replaces values that differ from run to run before conversations are compared. Each distinct value becomes a
 * placeholder: {@code <id-1>}, {@code <id-2>} and so on. Immutable.
 *
 * @see WebSocketAssertions#assertConversation
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class Scrubber {
    private static final Scrubber UUIDS = matching("id", "\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b");
    private static final Scrubber TIMES = matching(
            "time",
            "\\b\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?|\\b1[0-9]{12}\\b");

    private final String name;
    private final Pattern pattern;

    private Scrubber(String name, Pattern pattern) {
        this.name = name;
        this.pattern = pattern;
    }

    /**
     * Returns the scrubber of UUIDs.
     *
     * @return a scrubber with placeholders such as {@code <id-1>}
     */
    public static Scrubber uuids() {
        return UUIDS;
    }

    /**
     * Returns the scrubber of times, in ISO 8601 or in milliseconds since 1970.
     *
     * @return a scrubber with placeholders such as {@code <time-1>}
     */
    public static Scrubber times() {
        return TIMES;
    }

    /**
     * Returns the scrubber of what a regular expression finds: its first group, or the whole match if it has no group.
     *
     * @param name the name in the placeholder
     * @param regex a regular expression of {@link Pattern}
     * @return a scrubber with placeholders such as <code>&lt;name-1&gt;</code>
     * @throws java.util.regex.PatternSyntaxException if it is not a regular expression
     */
    public static Scrubber matching(String name, String regex) {
        requireNonNull(name, "name must not be null");
        return new Scrubber(name, Pattern.compile(requireNonNull(regex, "regex must not be null")));
    }

    String scrub(String text) {
        Map<String, String> known = new LinkedHashMap<>();
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replaced(found, known)));
    }

    private String replaced(MatchResult found, Map<String, String> known) {
        String whole = found.group();
        if (found.groupCount() == 0 || found.group(1) == null) {
            return numbered(whole, known);
        }
        int begin = found.start(1) - found.start();
        return whole.substring(0, begin)
                + numbered(found.group(1), known)
                + whole.substring(begin + found.group(1).length());
    }

    private String numbered(String value, Map<String, String> known) {
        return known.computeIfAbsent(value, each -> "<" + name + "-" + (known.size() + 1) + ">");
    }

    /** Returns the first placeholder, such as {@code <id-1>}. */
    @Override
    public String toString() {
        return "<" + name + "-1>";
    }
}
