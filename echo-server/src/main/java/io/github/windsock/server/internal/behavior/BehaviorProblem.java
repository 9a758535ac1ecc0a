package io.github.windsock.server.internal.behavior;

/** An error in a behavior or its URL. The message is in English; the phrase can be translated. */
public final class BehaviorProblem extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Phrase phrase; // never serialized

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

    /** Returns the error as data. */
    public Phrase phrase() {
        return phrase;
    }
}
