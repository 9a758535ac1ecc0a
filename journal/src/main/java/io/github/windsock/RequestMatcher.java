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
 * A condition on an HTTP request, such as an opening handshake: an immutable value that prints as the Java that makes it. See
 * {@link Matchers} for all there are.
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

    /** What is looked at; the target is parsed when its parts are asked for. */
    record MatchedRequest(String method, Handshake head, Payload body) {}

    static RequestMatcher of(String java, Set<String> names, Function<MatchedRequest, Match> condition) {
        return new RequestMatcher(Condition.pure(java, names, condition));
    }

    static RequestMatcher ofCode(Predicate<Handshake> code, String java, Function<MatchedRequest, Match> condition) {
        return new RequestMatcher(Condition.ofCode(code, java, condition));
    }

    /**
     * Looks at an opening handshake.
     *
     * @param handshake what the client asked for
     * @return whether it is as wanted, and what was found in it or why it is not
     */
    public Match match(Handshake handshake) {
        requireNonNull(handshake, "handshake must not be null");
        return condition.match(new MatchedRequest("GET", handshake, Payload.ofText("")));
    }

    /**
     * Looks at any other HTTP request.
     *
     * @param method such as {@code POST}
     * @param target path and query
     * @param headers the headers
     * @param body the body
     * @return whether it is as wanted, and what was found in it or why it is not
     */
    public Match match(String method, String target, Map<String, List<String>> headers, Payload body) {
        requireNonNull(method, "method must not be null");
        requireNonNull(body, "body must not be null");
        return condition.match(new MatchedRequest(method, Handshake.of(target, headers), body));
    }

    /**
     * Returns the matcher of requests that this one and another one match. A match has the values of both; of two with one
     * name, this one's.
     *
     * @param other the other one
     * @return the stricter matcher
     */
    public RequestMatcher and(RequestMatcher other) {
        requireNonNull(other, "other must not be null");
        return new RequestMatcher(condition.and(other.condition));
    }

    /**
     * Returns the matcher of requests that this one or another one matches.
     *
     * @param other the other one
     * @return the more lenient matcher
     */
    public RequestMatcher or(RequestMatcher other) {
        requireNonNull(other, "other must not be null");
        return new RequestMatcher(condition.or(other.condition));
    }

    /**
     * Returns the matcher of every request that this one does not match.
     *
     * @return the opposite
     */
    public RequestMatcher negate() {
        return new RequestMatcher(condition.negate());
    }

    /**
     * Returns the names of the values that a match may have.
     *
     * @return such as those of a path's template
     */
    public Set<String> names() {
        return condition.names();
    }

    /**
     * Tells whether it consists of Windsock's code only, so that it does not block.
     *
     * @return whether there is none of the user's code in it
     */
    public boolean isPure() {
        return condition.isPure();
    }

    /** Returns whether both are made by the same Java, or of the same object of the user's. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestMatcher that && condition.equals(that.condition);
    }

    @Override
    public int hashCode() {
        return condition.hashCode();
    }

    /** Returns the Java that makes this matcher, such as {@code header("Origin", "http://localhost")}. */
    @Override
    public String toString() {
        return condition.toString();
    }
}
