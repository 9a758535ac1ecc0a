package io.github.windsock.server.internal.behavior;

import io.github.windsock.Payload;
import io.github.windsock.internal.text.Text;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places such as {@code ${n}} that are filled in when it is sent; {@code $${n}} stands for itself. */
public record TextTemplate(String text) {
    private static final String OPENING = "${";
    private static final String ESCAPED = "$${";
    private static final Pattern PLACE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}");

    public static TextTemplate of(String text) {
        return new TextTemplate(Payload.ofText(text).text());
    }

    /** Returns the names of the places. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        String unused = fill(name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    /** Refuses other names than these. {@code where} says for what they are. */
    void require(Set<String> known, Object where) {
        Set<String> unknown = names();
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            String all = known.isEmpty() ? "none" : "${" + String.join("}, ${", new TreeSet<>(known)) + "}";
            throw new BehaviorProblem(Words.UNKNOWN_PLACE, this, "${" + name + "}", where, all, "$${" + name + "}");
        }
    }

    /** Fills the places. */
    String fill(Function<String, String> values) {
        return fill(text, values);
    }

    /** Looks at each character a few times: behind the last brace that closes there is no place, so none is looked for. */
    static String fill(CharSequence text, Function<String, String> values) {
        Matcher places = PLACE.matcher(text).region(0, endOfLastPlace(text));
        StringBuilder filled = new StringBuilder();
        int done = 0;
        while (places.find()) {
            filled.append(text, done, places.start()).append(value(places, values));
            done = places.end();
        }
        String rest = text.subSequence(done, text.length()).toString();
        return filled.append(rest.replace(ESCAPED, OPENING)).toString();
    }

    private static int endOfLastPlace(CharSequence text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) != '}') {
            end--;
        }
        return end;
    }

    private static String value(MatchResult place, Function<String, String> values) {
        return place.group(1) == null ? OPENING : values.apply(place.group(1));
    }

    /** Returns the Java that makes this template. */
    @Override
    public String toString() {
        return "template(" + Text.quote(text) + ")";
    }
}
