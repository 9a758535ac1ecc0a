package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A condition on an HTTP request, such as an opening handshake. Immutable; it prints as the Java expression that
 * creates it. {@link Matchers} creates all of them.
 *
 * <pre>{@code assertHandshake(header("Authorization", "Bearer abc").and(offers("v2.chat")), attempt);}</pre>
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class RequestMatcher {
    private final Condition<MatchedRequest> condition;

    private RequestMatcher(Condition<MatchedRequest> condition) {
        this.condition = condition;
    }

    /** The request to test. The target is parsed only when a part of it is needed. */
    record MatchedRequest(String method, Handshake head, Payload body) {}

    static RequestMatcher of(String java, Set<String> names, Function<MatchedRequest, Match> condition) {
        return new RequestMatcher(Condition.pure(java, names, condition));
    }

    static RequestMatcher ofCode(Predicate<Handshake> code, String java, Function<MatchedRequest, Match> condition) {
        return new RequestMatcher(Condition.ofCode(code, java, condition));
    }

    /**
     * Tests an opening handshake.
     *
     * @param handshake the handshake
     * @return a match with its values, or a mismatch with its explanation
     */
    public Match match(Handshake handshake) {
        requireNonNull(handshake, "handshake must not be null");
        return condition.match(new MatchedRequest("GET", handshake, Payload.ofText("")));
    }

    /**
     * Tests any HTTP request.
     *
     * @param method the method, such as {@code POST}
     * @param target the path and query
     * @param headers the headers
     * @param body the body
     * @return a match with its values, or a mismatch with its explanation
     */
    public Match match(String method, String target, Map<String, List<String>> headers, Payload body) {
        requireNonNull(method, "method must not be null");
        requireNonNull(body, "body must not be null");
        return condition.match(new MatchedRequest(method, Handshake.of(target, headers), body));
    }

    /**
     * Matches requests that both this matcher and another one match. A match has the values of both; if both have a
     * name, this matcher's value is kept.
     *
     * @param other the other matcher
     * @return the combined matcher
     */
    public RequestMatcher and(RequestMatcher other) {
        requireNonNull(other, "other must not be null");
        return new RequestMatcher(condition.and(other.condition));
    }

    /**
     * Matches requests that this matcher or another one matches. A match has the values of the first one that matches.
     *
     * @param other the other matcher
     * @return the combined matcher
     */
    public RequestMatcher or(RequestMatcher other) {
        requireNonNull(other, "other must not be null");
        return new RequestMatcher(condition.or(other.condition));
    }

    /**
     * Matches every request that this matcher does not match.
     *
     * @return the negated matcher
     */
    public RequestMatcher negate() {
        return new RequestMatcher(condition.negate());
    }

    /**
     * Returns the names of the values that a match can have.
     *
     * @return the names, such as those of the segments of a {@linkplain Matchers#path path}
     */
    public Set<String> names() {
        return condition.names();
    }

    /**
     * Tells whether this matcher calls no predicate of the user. It then does not block.
     *
     * @return whether it calls no predicate of the user
     */
    public boolean isPure() {
        return condition.isPure();
    }

    /** Tells whether both have the same Java expression and, if they have predicates of the user, the same ones. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestMatcher that && condition.equals(that.condition);
    }

    @Override
    public int hashCode() {
        return condition.hashCode();
    }

    /** Returns the Java expression that creates this matcher, such as {@code header("Origin", "http://localhost")}. */
    @Override
    public String toString() {
        return condition.toString();
    }
}
