package io.github.windsock.journal.internal;

import io.github.windsock.journal.Entry;
import java.util.List;

/**
 * The answer to a {@link Question} about the journal.
 *
 * @param <T> the type of the value that is looked for
 * @since 1.0
 */
public sealed interface Answer<T> {

    /**
     * The value was found.
     *
     * @param value the value
     * @param claims the entries that it was found in; no later assertion may use them
     * @param <T> the type of the value
     */
    record Found<T>(T value, List<Entry> claims) implements Answer<T> {}

    /**
     * The value is not there yet.
     *
     * @param <T> the type of the value
     */
    record Pending<T>() implements Answer<T> {}

    /**
     * The value can no longer appear.
     *
     * @param reason why, for the failure's message
     * @param <T> the type of the value
     */
    record Never<T>(String reason) implements Answer<T> {}

    /**
     * There are entries that {@link Question#prepare} has not seen.
     *
     * @param <T> the type of the value
     */
    record Again<T>() implements Answer<T> {}

    /**
     * Returns the answer that the question must be prepared and asked again.
     *
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> again() {
        return new Again<>();
    }

    /**
     * Returns the answer that the value was found.
     *
     * @param value the value
     * @param claims the entries that it was found in
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> found(T value, Entry... claims) {
        return new Found<>(value, List.of(claims));
    }

    /**
     * Returns the answer that the value is not there yet.
     *
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> pending() {
        return new Pending<>();
    }

    /**
     * Returns the answer that the value can no longer appear.
     *
     * @param reason why
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> never(String reason) {
        return new Never<>(reason);
    }
}
