package io.github.windsock.standalone.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Remembers the latest sentences in the program's language, to translate them into a reader's language. */
public final class SaidSentences {
    private static final int KEPT = 1_000;

    private final Texts texts;
    private final Map<String, Function<Texts, String>> said = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Function<Texts, String>> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * Creates an empty memory.
     *
     * @param texts the texts in the program's language
     */
    public SaidSentences(Texts texts) {
        this.texts = texts;
    }

    /**
     * Formats a sentence in the program's language, and remembers it.
     *
     * @param sentence formats the sentence in a language
     * @return the sentence in the program's language
     */
    public String say(Function<Texts, String> sentence) {
        String now = sentence.apply(texts);
        synchronized (said) {
            said.put(now, sentence);
        }
        return now;
    }

    /**
     * Translates a remembered sentence.
     *
     * @param before the sentence in the program's language
     * @param reader the texts in the other language
     * @return the sentence in the other language; unchanged if it was forgotten
     */
    public String again(String before, Texts reader) {
        Function<Texts, String> sentence;
        synchronized (said) {
            sentence = said.getOrDefault(before, same -> before);
        }
        return sentence.apply(reader);
    }
}
