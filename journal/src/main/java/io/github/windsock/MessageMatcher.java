package io.github.windsock;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a message: an immutable value that prints as the Java that makes it. See {@link Matchers} for all there
 * are; {@link #of} makes more.
 *
 * @since 1.0
 */
public final class MessageMatcher {
    private final Object identity;
    private final String java;
    private final Set<String> names;
    private final boolean isPure;
    private final Function<Message, Match> condition;

    private MessageMatcher(
            Object identity, String java, Set<String> names, boolean isPure, Function<Message, Match> condition) {
        this.identity = identity;
        this.java = requireNonNull(java, "java must not be null");
        this.names = Set.copyOf(names);
        this.isPure = isPure;
        this.condition = requireNonNull(condition, "condition must not be null");
    }

    /**
     * Returns a matcher of your own, or of a library.
     *
     * @param java the Java that makes it; matchers with the same Java are equal
     * @param names the names of the values that its matches have
     * @param condition looks at a message; it must not block, and must have no state
     * @return the matcher
     */
    public static MessageMatcher of(String java, Set<String> names, Function<Message, Match> condition) {
        requireNonNull(java, "java must not be null");
        requireNonNull(names, "names must not be null");
        requireNonNull(condition, "condition must not be null");
        return new MessageMatcher(java, java, names, true, condition);
    }

    /** Returns a matcher of the user's code, which is equal to itself only and may block. */
    static MessageMatcher ofCode(Object code, String java, Function<Message, Match> condition) {
        return new MessageMatcher(code, java, Set.of(), false, condition);
    }

    /** Returns a matcher of others, which is equal if they are. */
    static MessageMatcher around(MessageMatcher inner, String java, Function<Message, Match> condition) {
        return new MessageMatcher(
                inner.isPure ? java : Set.of(java, inner.identity), java, Set.of(), inner.isPure, condition);
    }

    /**
     * Looks at a message.
     *
     * @param message the message
     * @return whether it is as wanted, and what was found in it or why it is not
     */
    public Match match(Message message) {
        return condition.apply(requireNonNull(message, "message must not be null"));
    }

    /**
     * Returns the names of the values that a match has.
     *
     * @return such as the groups of a regular expression
     */
    public Set<String> names() {
        return names;
    }

    /**
     * Tells whether it consists of Windsock's code only, so that it does not block and prints as Java that makes an equal
     * one.
     *
     * @return whether there is none of the user's code in it
     */
    public boolean isPure() {
        return isPure;
    }

    /** Returns whether both are made by the same Java, or of the same object of the user's. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageMatcher that && java.equals(that.java) && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return Objects.hash(java, identity);
    }

    /** Returns the Java that makes this matcher, such as {@code text("ping")}. */
    @Override
    public String toString() {
        return java;
    }
}
