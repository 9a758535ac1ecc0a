package io.github.windsock.server.internal.handshake;

import io.github.windsock.internal.text.Text;
import java.util.Comparator;
import java.util.List;

/**
 * A path in which a segment such as <code>{id}</code> matches any segment. The order is that of precedence: templates
 * with literal segments come first.
 */
public record PathTemplate(List<String> segments) implements Comparable<PathTemplate> {
    private static final String ANY = "{}";

    public static PathTemplate of(String template) {
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("path template " + Text.preview(template)
                    + " does not begin with a slash; use " + Text.preview("/" + template));
        }
        if (template.contains("?") || template.contains("#")) {
            throw new IllegalArgumentException("path template " + Text.preview(template)
                    + " has a query or a fragment; only the path counts, so leave it out");
        }
        return new PathTemplate(split(template).stream()
                .map(segment -> segment(segment, template))
                .toList());
    }

    private static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static String segment(String segment, String template) {
        boolean isVariable = segment.startsWith("{") && segment.endsWith("}") && segment.length() > 2;
        String name = isVariable ? segment.substring(1, segment.length() - 1) : segment;
        if (name.contains("{") || name.contains("}")) {
            throw new IllegalArgumentException("path template \"" + template + "\" has a brace in \"" + segment
                    + "\"; a place in it is a whole segment, such as {id}");
        }
        return isVariable ? ANY : segment;
    }

    /** Tells whether it matches a path, which is not decoded. */
    boolean matches(String path) {
        List<String> parts = split(path.isEmpty() ? "/" : path);
        if (parts.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            String segment = segments.get(i);
            boolean fits = segment.equals(ANY) ? !parts.get(i).isEmpty() : segment.equals(parts.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private String pattern() {
        return "/" + String.join("/", segments);
    }

    /** Compares from the left, literal segments first; then by name, so that the order is total. */
    @Override
    public int compareTo(PathTemplate other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            boolean mine = segments.get(i).equals(ANY);
            boolean its = other.segments.get(i).equals(ANY);
            if (mine != its) {
                return mine ? 1 : -1;
            }
        }
        return Comparator.comparing(PathTemplate::pattern).compare(this, other);
    }

    @Override
    public String toString() {
        return pattern();
    }
}
