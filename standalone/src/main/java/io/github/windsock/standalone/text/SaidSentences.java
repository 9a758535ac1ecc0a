package io.github.windsock.standalone.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The latest sentences that were said in the program's language, to be said again in a reader's. */
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
     * Begins without any.
     *
     * @param texts of the program's language
     */
    public SaidSentences(Texts texts) {
        this.texts = texts;
    }

    /**
     * Says a sentence in the program's language.
     *
     * @param sentence in any language
     * @return what it is in the program's
     */
    public String say(Function<Texts, String> sentence) {
        String now = sentence.apply(texts);
        synchronized (said) {
            said.put(now, sentence);
        }
        return now;
    }

    /**
     * Says again, in another language, what was said.
     *
     * @param before in the program's language
     * @param reader the other language
     * @return the same, or what was said before if it is not known any more
     */
    public String again(String before, Texts reader) {
        Function<Texts, String> sentence;
        synchronized (said) {
            sentence = said.getOrDefault(before, same -> before);
        }
        return sentence.apply(reader);
    }
}
