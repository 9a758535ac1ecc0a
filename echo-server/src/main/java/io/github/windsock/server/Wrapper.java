package io.github.windsock.server;

import org.jspecify.annotations.Nullable;

/**
 * What users get instead of an internal value: equal if the values are, and printed like the value, as the Java
 * expression that creates it.
 */
abstract class Wrapper<T> {
    private final T inside;

    Wrapper(T inside) {
        this.inside = inside;
    }

    T inside() {
        return inside;
    }

    /** Tells whether both do the same. Lambdas are equal only if they are the same object. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Wrapper<?> that && inside.equals(that.inside);
    }

    @Override
    public final int hashCode() {
        return inside.hashCode();
    }

    /** Returns the Java expression that creates this value, such as {@code reply("pong")}. */
    @Override
    public final String toString() {
        return inside.toString();
    }
}
