package io.github.windsock.server.internal.behavior;

/** Something is wrong with a behavior, or with the URL that asks for it. The message says it in English. */
public final class BehaviorProblem extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Phrase phrase; // this is thrown and caught in one JVM

    public BehaviorProblem(Words words, Object... values) {
        this(Phrase.of(words, values));
    }

    BehaviorProblem(Phrase phrase) {
        super(phrase.toString());
        this.phrase = phrase;
    }

    BehaviorProblem(Phrase phrase, Throwable cause) {
        super(phrase.toString(), cause);
        this.phrase = phrase;
    }

    /** Returns what is wrong, as data. */
    public Phrase phrase() {
        return phrase;
    }
}
