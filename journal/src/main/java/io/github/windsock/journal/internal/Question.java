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
}
