package io.github.windsock.server.internal.behavior;

import io.github.windsock.Payload;
import io.github.windsock.internal.text.Text;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders such as {@code ${n}} that are replaced when it is sent; {@code $${n}} is an escape. */
public record TextTemplate(String text) {
    private static final String OPENING = "${";
    private static final String ESCAPED = "$${";
    private static final Pattern PLACE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}");

    public static TextTemplate of(String text) {
        return new TextTemplate(Payload.ofText(text).text());
    }

    /** Returns the names of the placeholders. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        String unused = fill(name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    /** Refuses unknown names. {@code where} names the use of the template in the message. */
    void require(Set<String> known, Object where) {
        Set<String> unknown = names();
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            String all = known.isEmpty() ? "none" : "${" + String.join("}, ${", new TreeSet<>(known)) + "}";
            throw new BehaviorProblem(Words.UNKNOWN_PLACE, this, "${" + name + "}", where, all, "$${" + name + "}");
        }
    }

    /** Replaces the placeholders. */
    String fill(Function<String, String> values) {
        return fill(text, values);
    }

    /** Replaces the placeholders. It searches only up to the last closing brace, which keeps the time linear. */
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

    /** Returns the Java expression that creates this template. */
    @Override
    public String toString() {
        return "template(" + Text.quote(text) + ")";
    }
}
