package io.github.windsock.server;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Text;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places such as {@code ${n}} that are filled in when it is sent. Other texts are literal. Immutable.
 *
 * <p>Which names there are depends on where the template is used; a name that is not known there is refused when the
 * behavior is made. {@code $${n}} stands for the text {@code ${n}} itself.
 *
 * @see Behaviors#template(String)
 * @since 1.0
 */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    static Template of(String text) {
        return new Template(ValueType.wellFormed(requireNonNull(text, "text must not be null")));
    }

    /**
     * Returns the text with its places.
     *
     * @return such as {@code tick-${n}}
     */
    public String text() {
        return text;
    }

    /** Returns the names of the places. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .filter(name -> name != null)
                .forEach(names::add);
        return names;
    }

    /** Returns this template if it uses no other names than these. */
    Template require(Set<String> known, String where) {
        Set<String> unknown = names();
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            throw new IllegalArgumentException(
                    this + " uses ${" + name + "}, which " + where + " does not know; it knows "
                            + (known.isEmpty() ? "none" : "${" + String.join("}, ${", new TreeSet<>(known)) + "}")
                            + ". For the characters themselves write $${" + name + "}");
        }
        return this;
    }

    /** Fills the places. */
    String fill(Function<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
    }

    private static String value(MatchResult place, Function<String, String> values) {
        return place.group(1) == null ? "${" : values.apply(place.group(1));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the Java that makes this template. */
    @Override
    public String toString() {
        return "template(" + Text.quote(text) + ")";
    }
}
