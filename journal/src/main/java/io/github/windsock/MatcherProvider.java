package io.github.windsock;

import java.util.List;

/**
 * Brings matchers that need a library, found by {@link java.util.ServiceLoader}. {@link Matchers#provided} asks for them by
 * name.
 *
 * @since 1.0
 */
public interface MatcherProvider {

    /**
     * Returns the name of the matchers.
     *
     * @return such as {@code json}
     */
    String name();

    /**
     * Makes a matcher.
     *
     * @param arguments what the user gave, such as a path and a value
     * @return the matcher
     * @throws IllegalArgumentException if the arguments are wrong; the message says how
     */
    MessageMatcher matcher(List<Object> arguments);
}
