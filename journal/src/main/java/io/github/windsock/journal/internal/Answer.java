package io.github.windsock.journal.internal;

import io.github.windsock.journal.Entry;
import java.util.List;

/**
 * What a {@link Question} finds in the journal.
 *
 * @param <T> the type of what is looked for
 * @since 1.0
 */
public sealed interface Answer<T> {

    /**
     * It is there.
     *
     * @param value what was looked for
     * @param claims the entries that satisfied it, which no later assertion may use
     * @param <T> the type of the value
     */
    record Found<T>(T value, List<Entry> claims) implements Answer<T> {}

    /**
     * It is not there yet.
     *
     * @param <T> the type of the value
     */
    record Pending<T>() implements Answer<T> {}

    /**
     * It can no longer come.
     *
     * @param reason why, for the failure's message
     * @param <T> the type of the value
     */
    record Never<T>(String reason) implements Answer<T> {}

    /**
     * There is something that {@link Question#prepare} has not seen.
     *
     * @param <T> the type of the value
     */
    record Again<T>() implements Answer<T> {}

    /**
     * Returns the answer that the question has to be prepared and asked again.
     *
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> again() {
        return new Again<>();
    }

    /**
     * Returns the answer that it is there.
     *
     * @param value what was looked for
     * @param claims the entries that satisfied it
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> found(T value, Entry... claims) {
        return new Found<>(value, List.of(claims));
    }

    /**
     * Returns the answer that it is not there yet.
     *
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> pending() {
        return new Pending<>();
    }

    /**
     * Returns the answer that it can no longer come.
     *
     * @param reason why
     * @param <T> the type of the value
     * @return the answer
     */
    static <T> Answer<T> never(String reason) {
        return new Never<>(reason);
    }
}
