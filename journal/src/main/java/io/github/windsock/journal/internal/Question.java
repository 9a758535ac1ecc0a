package io.github.windsock.journal.internal;

/**
 * The condition of a wait. It is asked at once, and after each change of the journal that may bring an answer.
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
     * Tells whether a change may have brought an answer. The thread that changed the journal calls this under the lock, and
     * wakes the wait only if it is true, since waking a thread costs more than a look.
     *
     * @return whether the question must be asked again
     */
    default boolean mayHaveAnswer() {
        return true;
    }

    /**
     * Tells whether an answer may claim entries. Only then the wait takes its stack, to show the line that claimed them.
     *
     * @return whether it may claim entries
     */
    default boolean mayClaim() {
        return true;
    }

    /**
     * Returns a question whose wait is woken only by an answer, and whose answers claim nothing. The thread that changes the
     * journal asks it too.
     *
     * @param question the question; must be quick, and only read the journal
     * @param <T> the type of the value that is looked for
     * @return the question
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

            @Override
            public boolean mayClaim() {
                return false;
            }
        };
    }
}
