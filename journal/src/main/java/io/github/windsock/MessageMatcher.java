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
 * A condition on a message: an immutable value that prints as the Java that makes it. See {@link Matchers} for all there
 * are; {@link #of} makes more. The same hold in rules of a server and in assertions.
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
        return of(java, names, PossibleMessages.UNKNOWN, condition);
    }

    static MessageMatcher of(
            String java, Set<String> names, PossibleMessages possible, Function<Message, Match> condition) {
        return new MessageMatcher(Condition.pure(java, names, condition), possible);
    }

    static MessageMatcher of(Supplier<String> java, PossibleMessages possible, Function<Message, Match> condition) {
        return new MessageMatcher(Condition.pure(java, Set.of(), condition), possible);
    }

    /** Returns a matcher of the user's code, which is equal to itself only and may block. */
    static MessageMatcher ofCode(Object code, String java, Function<Message, Match> condition) {
        return new MessageMatcher(Condition.ofCode(code, java, condition), PossibleMessages.UNKNOWN);
    }

    /**
     * Returns the matcher of a message that is equal to another one in type and content.
     *
     * @param message the message
     * @return the matcher, such as {@code text("ping")}
     */
    public static MessageMatcher equalTo(Message message) {
        return Matchers.equalTo(requireNonNull(message, "message must not be null"));
    }

    /**
     * Looks at a message.
     *
     * @param message the message
     * @return whether it is as wanted, and what was found in it or why it is not
     */
    public Match match(Message message) {
        return condition.match(requireNonNull(message, "message must not be null"));
    }

    /**
     * Returns the matcher of messages that this one and another one match. A match has the values of both; of two with one
     * name, this one's.
     *
     * @param other the other one
     * @return the stricter matcher
     */
    public MessageMatcher and(MessageMatcher other) {
        requireNonNull(other, "other must not be null");
        return new MessageMatcher(condition.and(other.condition), possible.and(other.possible, counted(other)));
    }

    /** Returns the messages that both match, if one of them can match a few only. */
    private @Nullable Set<Message> counted(MessageMatcher other) {
        Set<Message> mine = possible.only();
        if (mine != null) {
            return other.isPure() ? those(mine, other) : mine;
        }
        Set<Message> others = other.possible.only();
        return others == null || !isPure() ? others : those(others, this);
    }

    private static Set<Message> those(Set<Message> messages, MessageMatcher matcher) {
        return messages.stream().filter(each -> matcher.match(each).isMatch()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the matcher of messages that this one or another one matches. A match has the values of the first that
     * matches.
     *
     * @param other the other one
     * @return the more lenient matcher
     */
    public MessageMatcher or(MessageMatcher other) {
        requireNonNull(other, "other must not be null");
        return new MessageMatcher(condition.or(other.condition), possible.or(other.possible));
    }

    /**
     * Returns the matcher of every message that this one does not match.
     *
     * @return the opposite
     */
    public MessageMatcher negate() {
        return new MessageMatcher(condition.negate(), possible.negate());
    }

    /**
     * Returns the names of the values that a match may have.
     *
     * @return such as the groups of a regular expression
     */
    public Set<String> names() {
        return condition.names();
    }

    /**
     * Tells whether it consists of Windsock's code only, so that it does not block and prints as Java that makes an equal
     * one.
     *
     * @return whether there is none of the user's code in it
     */
    public boolean isPure() {
        return condition.isPure();
    }

    /**
     * Tells whether it is known that no message can match, as none is both a text and binary.
     *
     * @return {@code true} for such as {@code text("a").and(text("b"))}; {@code false} if a message may match, or that
     *     is not known
     */
    public boolean matchesNothing() {
        return possible.isNone();
    }

    /**
     * Tells whether it is known that this one matches every message that another one matches. Code of the user's is not
     * asked.
     *
     * @param other the other one
     * @return {@code true} for such as {@code anyText()} and {@code text("a")}; {@code false} if that is not known
     */
    public boolean covers(MessageMatcher other) {
        requireNonNull(other, "other must not be null");
        Set<Message> few = other.possible.only();
        return equals(other)
                || possible.holdsAllTypesOf(other.possible)
                || (few != null && isPure() && those(few, this).size() == few.size());
    }

    /** Returns whether both are made by the same Java, or of the same object of the user's. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageMatcher that && condition.equals(that.condition);
    }

    @Override
    public int hashCode() {
        return condition.hashCode();
    }

    /** Returns the Java that makes this matcher, such as {@code text("ping")}. */
    @Override
    public String toString() {
        return condition.toString();
    }
}
