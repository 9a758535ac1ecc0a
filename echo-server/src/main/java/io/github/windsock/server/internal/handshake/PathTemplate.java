package io.github.windsock.server.internal.handshake;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.PathSegments;
import io.github.windsock.internal.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A path in which a segment such as <code>{id}</code> matches any segment. The order is that of precedence: templates
 * with literal segments come first.
 */
public record PathTemplate(List<String> segments) implements Comparable<PathTemplate> {
    private static final String ANY = "{any}"; // so that the names of places make no difference

    public static PathTemplate of(String template) {
        PathSegments.requireSlash(template, "path template");
        if (template.contains("?") || template.contains("#")) {
            throw new IllegalArgumentException("path template " + Text.preview(template)
                    + " has a query or a fragment; only the path counts, so leave it out");
        }
        return new PathTemplate(PathSegments.ofTemplate(template, "path template").stream()
                .map(segment -> PathSegments.isPlace(segment) ? ANY : segment)
                .toList());
    }

    /** Tells whether it matches a path, which is not decoded. */
    boolean matches(String path) {
        List<String> parts = PathSegments.split(path.isEmpty() ? "/" : path);
        if (parts.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!PathSegments.fits(segments.get(i), parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many characters differ between a path and the nearest one that matches. */
    int distanceTo(String path) {
        List<String> parts = PathSegments.split(path.isEmpty() ? "/" : path);
        List<String> nearest = new ArrayList<>(segments);
        for (int i = 0; i < Math.min(parts.size(), nearest.size()); i++) {
            if (nearest.get(i).equals(ANY)) {
                nearest.set(i, parts.get(i));
            }
        }
        return EditDistance.between(String.join("/", parts), String.join("/", nearest));
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
