package io.github.windsock.journal.internal;

/**
 * The condition of a wait: it is asked of the journal at once and after each change.
 *
 * @param <T> the type of what is looked for
 * @since 1.0
 */
@FunctionalInterface
public interface Question<T> {

    /**
     * Does what may take its time, or calls code of the user's, such as a matcher: before each {@link #ask}, without any lock,
     * so that no server and no page waits for it. What it throws ends the wait.
     */
    default void prepare() {}

    /**
     * Looks at the journal. It is called under the journal's lock, so what it sees is one moment; it must not block.
     *
     * @return what it found; {@link Answer#again} if there is something now that has not been prepared
     */
    Answer<T> ask();
}
