package io.github.windsock.server.internal.behavior;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message about a behavior as data, so that it can be translated.
 *
 * @param words the text with placeholders
 * @param values the values of the placeholders: texts, numbers and other phrases
 */
public record Phrase(Words words, List<Object> values) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    public static Phrase of(Words words, Object... values) {
        return new Phrase(words, List.of(values));
    }

    /** Returns the message in another language; {@code language} returns the translated text with the placeholders. */
    public String in(Function<Words, String> language) {
        return PLACE.matcher(language.apply(words))
                .replaceAll(place -> Matcher.quoteReplacement(value(Integer.parseInt(place.group(1)), language)));
    }

    private String value(int place, Function<Words, String> language) {
        Object value = values.get(place);
        return value instanceof Phrase phrase ? phrase.in(language) : String.valueOf(value);
    }

    /** Returns the message in English. */
    @Override
    public String toString() {
        return in(Words::english);
    }
}
