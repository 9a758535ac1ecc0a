package io.github.windsock.internal.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The segments of a path. In a template, a segment such as <code>{id}</code> is a place, which any segment fits that is
 * not empty.
 */
public final class PathSegments {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");
    private static final Pattern UNSENDABLE = Pattern.compile("[^!-~]+");

    private PathSegments() {}

    /**
     * Requires that a path begins with a slash.
     *
     * @param what what it is, for messages
     */
    public static void requireSlash(String path, String what) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(what + " " + Text.preview(path)
                    + (path.contains("://")
                            ? " is a URL; write its path alone, such as \"/chat\""
                            : " does not begin with a slash; use " + Text.preview("/" + path)));
        }
    }

    /**
     * Returns the segments of a template.
     *
     * @param template a path that begins with a slash
     * @param what what it is, for messages
     * @throws IllegalArgumentException if no path can match it, or a segment has a brace and is not a place
     */
    public static List<String> ofTemplate(String template, String what) {
        List<String> segments = split(template);
        String sent = segments.stream().map(PathSegments::encoded).collect(Collectors.joining("/", "/", ""));
        if (!sent.equals(template)) {
            throw new IllegalArgumentException(what + " " + Text.preview(template)
                    + " has a character that no request line can have; write it as clients send it: "
                    + Text.preview(sent));
        }
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            String problem = problem(segment, names);
            if (!problem.isEmpty()) {
                throw new IllegalArgumentException(what + " " + Text.preview(template) + " has " + problem
                        + "; a place in it is a whole segment, such as {id}");
            }
        }
        return segments;
    }

    private static String encoded(String segment) {
        return isPlace(segment)
                ? segment
                : UNSENDABLE
                        .matcher(segment)
                        .replaceAll(part -> URLEncoder.encode(part.group(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
    }

    private static String problem(String segment, Set<String> names) {
        String quoted = Text.preview(segment);
        if (segment.equals("*") || segment.equals("**")) {
            return quoted + ", which is no wildcard here";
        }
        if (!isPlace(segment)) {
            return segment.contains("{") || segment.contains("}") ? "a brace in " + quoted : "";
        }
        if (!NAME.matcher(name(segment)).matches()) {
            return quoted + ", whose name has more than letters, digits, - and _";
        }
        return names.add(segment) ? "" : quoted + " twice";
    }

    /** Returns the segments of a path that begins with a slash. */
    public static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** Tells whether a segment of a template is a place. */
    public static boolean isPlace(String segment) {
        return segment.length() > 2 && segment.startsWith("{") && segment.endsWith("}");
    }

    /** Returns the name of a place. */
    public static String name(String place) {
        return place.substring(1, place.length() - 1);
    }

    /** Tells whether a segment of a request fits one of a template. */
    public static boolean fits(String template, String actual) {
        return isPlace(template) ? !actual.isEmpty() : template.equals(actual);
    }
}
