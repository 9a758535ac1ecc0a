package io.github.windsock.standalone.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes what the server double says about a URL, which it says in English, so that it can be said in another language:
 * each is a text of the catalogue, with what stands in its places. Wholes have keys that begin with {@code said.}, what can
 * stand in their places {@code rest.}, and limits {@code limit.}.
 */
final class Sentences {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private final List<Sentence> all = new ArrayList<>();

    private record Sentence(String key, Pattern form, int literals) {}

    /**
     * Reads the sentences.
     *
     * @param english the catalogue in the language in which they are said
     */
    Sentences(ResourceBundle english) {
        for (String key : english.keySet()) {
            if (key.startsWith("said.") || key.startsWith("rest.") || key.startsWith("limit.")) {
                all.add(sentence(key, english.getString(key)));
            }
        }
        // The one that says most by itself first: it leaves the least to its places.
        all.sort(Comparator.comparingInt(Sentence::literals).reversed().thenComparing(Sentence::key));
    }

    private static Sentence sentence(String key, String text) {
        StringBuilder form = new StringBuilder();
        int literals = 0;
        for (String literal : PLACE.split(text, -1)) {
            form.append(form.length() == 0 ? "" : "(.*?)").append(Pattern.quote(literal));
            literals += literal.length();
        }
        return new Sentence(key, Pattern.compile(form.toString(), Pattern.DOTALL), literals);
    }

    /**
     * Says a sentence in another language.
     *
     * @param english what was said
     * @param begin of the keys that it may have
     * @param texts in which language to say it
     * @return that, or what was said, if it is not known
     */
    String in(Texts texts, String begin, String english) {
        for (Sentence sentence : all) {
            Matcher matcher = sentence.form().matcher(english);
            if (sentence.key().startsWith(begin) && matcher.matches()) {
                Object[] values = new Object[matcher.groupCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in(texts, "rest.", matcher.group(i + 1));
                }
                return texts.text(sentence.key(), values);
            }
        }
        return english;
    }
}
