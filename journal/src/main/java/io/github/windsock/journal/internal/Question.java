package io.github.windsock.journal.internal;

/**
 * The condition of a wait. It is asked at once and after each change of the journal.
 *
 * @param <T> the type of the value that is looked for
 * @since 1.0
 */
@FunctionalInterface
public interface Question<T> {

    /**
     * Does slow work and calls code of the user, such as a matcher. Called before each {@link #ask} without a lock, so
     * that no server or page waits for it. An exception ends the wait.
     */
    default void prepare() {}

    /**
     * Looks at the journal. Called under the journal's lock, so that the journal does not change meanwhile; must not
     * block.
     *
     * @return the answer; {@link Answer#again} if there are entries that have not been prepared
     */
    Answer<T> ask();

    /**
     * Tells whether a change of the journal may have brought an answer. Whoever makes the change asks this, under the lock, and
     * wakes the wait only then: most entries bring nothing, and to wake a thread costs more than to look.
     *
     * @return whether it may have; always, where it is not worth a look
     */
    default boolean mayHaveAnswer() {
        return true;
    }

    /**
     * Returns a question that whoever changes the journal may ask too.
     *
     * @param question the question, which looks at the journal alone, briefly, and changes nothing
     * @param <T> the type of what is looked for
     * @return the question, whose wait is woken only for an answer
     */
    static <T> Question<T> ofState(Question<T> question) {
        return new Question<>() {
            @Override
            public Answer<T> ask() {
                return question.ask();
            }

            @Override
            public boolean mayHaveAnswer() {
                return !(question.ask() instanceof Answer.Pending);
            }
        };
    }
}
