package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a message, for assertions and for the rules of a server. Immutable; it prints as the Java expression
 * that creates it. {@link Matchers} has the predefined ones; {@link #of} creates further ones.
 *
 * <pre>{@code textContaining("tick").and(textMatching("(?<n>\\d+).*"))}</pre>
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class MessageMatcher {
    private final Condition<Message> condition;
    private final PossibleMessages possible;

    private MessageMatcher(Condition<Message> condition, PossibleMessages possible) {
        this.condition = condition;
        this.possible = possible;
    }

    /**
     * Returns a custom matcher.
     *
     * @param java the Java expression that creates it; matchers with the same expression are equal
     * @param names the names of the values that its matches can have
     * @param condition tests a message; it must be stateless and must not block
     * @return the matcher
     */
    public static MessageMatcher of(String java, Set<String> names, Function<Message, Match> condition) {
        requireNonNull(java, "java must not be null");
        requireNonNull(names, "names must not be null");
        requireNonNull(condition, "condition must not be null");
        return of(java, names, PossibleMessages.UNKNOWN, condition);
    }

    static MessageMatcher of(
            String java, Set<String> names, PossibleMessages possible, Function<Message, Match> condition) {
        return new MessageMatcher(Condition.pure(java, names, condition), possible);
    }

    static MessageMatcher of(Supplier<String> java, PossibleMessages possible, Function<Message, Match> condition) {
        return new MessageMatcher(Condition.pure(java, Set.of(), condition), possible);
    }

    /** Returns a matcher of the user's code, which may block. It equals only matchers of the same object. */
    static MessageMatcher ofCode(Object code, String java, Function<Message, Match> condition) {
        return new MessageMatcher(Condition.ofCode(code, java, condition), PossibleMessages.UNKNOWN);
    }

    /**
     * Matches a message that equals another one in type and content.
     *
     * @param message the expected message
     * @return the matcher, such as {@code text("ping")}
     */
    public static MessageMatcher equalTo(Message message) {
        return Matchers.equalTo(requireNonNull(message, "message must not be null"));
    }

    /**
     * Tests a message.
     *
     * @param message the message
     * @return a match with its values, or a mismatch with its explanation
     */
    public Match match(Message message) {
        return condition.match(requireNonNull(message, "message must not be null"));
    }

    /**
     * Matches messages that both this matcher and another one match. A match has the values of both; if both have a
     * name, this matcher's value is kept.
     *
     * @param other the other matcher
     * @return the combined matcher
     */
    public MessageMatcher and(MessageMatcher other) {
        requireNonNull(other, "other must not be null");
        return new MessageMatcher(condition.and(other.condition), possible.and(other.possible, common(other)));
    }

    /** Returns the messages that both can match, if one of them matches only known messages; null otherwise. */
    private @Nullable Set<Message> common(MessageMatcher other) {
        Set<Message> mine = possible.only();
        if (mine != null) {
            return other.isPure() ? matching(mine, other) : mine;
        }
        Set<Message> others = other.possible.only();
        return others == null || !isPure() ? others : matching(others, this);
    }

    private static Set<Message> matching(Set<Message> messages, MessageMatcher matcher) {
        return messages.stream().filter(each -> matcher.match(each).isMatch()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Matches messages that this matcher or another one matches. A match has the values of the first one that matches.
     *
     * @param other the other matcher
     * @return the combined matcher
     */
    public MessageMatcher or(MessageMatcher other) {
        requireNonNull(other, "other must not be null");
        return new MessageMatcher(condition.or(other.condition), possible.or(other.possible));
    }

    /**
     * Matches every message that this matcher does not match.
     *
     * @return the negated matcher
     */
    public MessageMatcher negate() {
        return new MessageMatcher(condition.negate(), possible.negate());
    }

    /**
     * Returns the names of the values that a match can have.
     *
     * @return the names, such as those of the groups of a regular expression
     */
    public Set<String> names() {
        return condition.names();
    }

    /**
     * Tells whether this matcher calls no predicate of the user. It then does not block, and its Java expression
     * creates an equal one.
     *
     * @return whether it calls no predicate of the user
     */
    public boolean isPure() {
        return condition.isPure();
    }

    /**
     * Tells whether no message can match, as far as that is known.
     *
     * @return {@code true} for matchers such as {@code text("a").and(text("b"))}; {@code false} if a message can match,
     *     or it is unknown
     */
    public boolean matchesNothing() {
        return possible.isNone();
    }

    /**
     * Tells whether this matcher matches every message that another one matches, as far as that is known. It does not
     * call predicates of the user.
     *
     * @param other the other matcher
     * @return {@code true} if it does, as {@code anyText()} covers {@code text("a")}; {@code false} if it does not or
     *     it is unknown
     */
    public boolean covers(MessageMatcher other) {
        requireNonNull(other, "other must not be null");
        Set<Message> few = other.possible.only();
        return equals(other)
                || possible.holdsAllTypesOf(other.possible)
                || (few != null && isPure() && matching(few, this).size() == few.size());
    }

    /** Tells whether both have the same Java expression and, if they have predicates of the user, the same ones. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageMatcher that && condition.equals(that.condition);
    }

    @Override
    public int hashCode() {
        return condition.hashCode();
    }

    /** Returns the Java expression that creates this matcher, such as {@code text("ping")}. */
    @Override
    public String toString() {
        return condition.toString();
    }
}
