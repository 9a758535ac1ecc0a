package io.github.windsock.journal;

/**
 * Something that a wait asks the journal, at once and after each change.
 *
 * @param <T> the type of what is looked for
 * @since 1.0
 */
@FunctionalInterface
public interface Question<T> {

    /**
     * Looks at the journal. It is called under the journal's lock, so what it sees is one moment; it must not block.
     *
     * @return what it found
     */
    Answer<T> ask();
}
