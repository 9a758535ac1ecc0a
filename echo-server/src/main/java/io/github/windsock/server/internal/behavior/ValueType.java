package io.github.windsock.server.internal.behavior;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type of a behavior's parameter: parses values from URLs, prints them in URL form and as Java, and checks them. An
 * error is a phrase that follows the parameter and the value.
 */
abstract class ValueType<T> {
    private final String title;
    private final Class<T> type;

    ValueType(String title, Class<T> type) {
        this.title = title;
        this.type = type;
    }

    /** Returns the name of the type in the documentation. */
    final String title() {
        return title;
    }

    final T cast(Object value) {
        return type.cast(value);
    }

    /** Parses a value. */
    abstract T parse(String text);

    /** Prints a value so that {@link #parse} can read it. */
    String url(T value) {
        return String.valueOf(value);
    }

    /** Prints a value for a URL: several texts if the parameter can be repeated. */
    List<String> urls(T value) {
        return List.of(url(value));
    }

    /** Joins two values, if the parameter can be repeated; empty otherwise. */
    Optional<T> join(T before, T more) {
        return Optional.empty();
    }

    /** Prints a value as Java. */
    String java(T value) {
        return String.valueOf(value);
    }

    /** Prints a method call with the value as Java. */
    String call(String method, T value) {
        return "." + method + "(" + java(value) + ")";
    }

    /** Checks what every value of the type must fulfil. */
    void check(T value) {}

    /** Tells whether values have a URL form. */
    boolean hasUrlForm() {
        return true;
    }

    /** Returns the default range of values; null if they have no order. */
    @Nullable
    Range<T> range() {
        return null;
    }

    /** Returns the allowed values for the documentation; null if all are allowed. */
    @Nullable
    Phrase limits(@Nullable Range<T> range) {
        return null;
    }
}
