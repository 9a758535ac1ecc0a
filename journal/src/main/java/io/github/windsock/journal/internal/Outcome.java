package io.github.windsock.journal.internal;

/**
 * How a wait ended.
 *
 * @param <T> the type of what was waited for
 * @since 1.0
 */
public sealed interface Outcome<T> {

    /**
     * What was waited for is there; its entries are claimed.
     *
     * @param value what was found
     * @param <T> the type of the value
     */
    record Met<T>(T value) implements Outcome<T> {}

    /**
     * It did not come; nothing is claimed.
     *
     * @param why in words, such as {@code after 5 s}
     * @param <T> the type of the value
     */
    record Missed<T>(String why) implements Outcome<T> {}
}
