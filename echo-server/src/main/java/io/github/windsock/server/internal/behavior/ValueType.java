package io.github.windsock.server.internal.behavior;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type of a behavior's parameter: how it is read from a URL, how it is written in URLs and in Java, and which
 * values are valid. What is wrong with a value is a phrase that follows the parameter and the value.
 */
abstract class ValueType<T> {
    private final String title;
    private final Class<T> type;

    ValueType(String title, Class<T> type) {
        this.title = title;
        this.type = type;
    }

    /** Returns what the documentation calls it. */
    final String title() {
        return title;
    }

    final T cast(Object value) {
        return type.cast(value);
    }

    /** Reads a value. */
    abstract T parse(String text);

    /** Writes a value as {@link #parse} reads it. */
    String url(T value) {
        return String.valueOf(value);
    }

    /** Writes a value as URLs say it, which may take several parameters of one name. */
    List<String> urls(T value) {
        return List.of(url(value));
    }

    /** Returns both values as one, if a URL may say several. */
    Optional<T> join(T before, T more) {
        return Optional.empty();
    }

    /** Writes a value as Java. */
    String java(T value) {
        return String.valueOf(value);
    }

    /** Writes the call of a method with the value as Java. */
    String call(String method, T value) {
        return "." + method + "(" + java(value) + ")";
    }

    /** Holds a value to what all values of the type have to be. */
    void check(T value) {}

    /** Returns whether a URL can say it. */
    boolean isSpeakable() {
        return true;
    }

    /** Returns which values there are unless a parameter says otherwise; null if they have no order. */
    @Nullable
    Range<T> range() {
        return null;
    }

    /** Says what values there are; null if there is nothing to be said. */
    @Nullable
    Phrase limits(@Nullable Range<T> range) {
        return null;
    }
}
