package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link MessageMatcher} for a message, or of a {@link RequestMatcher} for a request. Immutable.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Match {
    private final boolean isMatch;
    private final Map<String, String> values;
    private final double distance;
    private final String why;

    /** Explains a mismatch on request. Racing threads get equal explanations. */
    private final @Nullable Supplier<Match> explanation;

    private volatile @Nullable Match explained;

    private Match(
            boolean isMatch,
            Map<String, String> values,
            double distance,
            String why,
            @Nullable Supplier<Match> explanation) {
        this.isMatch = isMatch;
        this.values = Map.copyOf(values);
        this.distance = distance;
        this.why = requireNonNull(why, "why must not be null");
        this.explanation = explanation;
    }

    /**
     * Returns a match.
     *
     * @param values named values found in the message, such as the groups of a regular expression
     * @return a match
     */
    public static Match found(Map<String, String> values) {
        requireNonNull(values, "values must not be null");
        return new Match(true, values, 0, "", null);
    }

    /**
     * Returns a mismatch.
     *
     * @param distance how different the message is, from 0 for almost a match to 1 for an unrelated message; failures
     *     show the message with the smallest distance
     * @param why how the message differs, for a failure's message
     * @return a mismatch
     */
    public static Match missed(double distance, String why) {
        return new Match(false, Map.of(), distance, why, null);
    }

    /**
     * Returns a mismatch that is explained only on request, because waits test many messages and show few mismatches.
     *
     * @param explanation returns a mismatch with distance and explanation
     * @return a mismatch
     */
    public static Match missed(Supplier<Match> explanation) {
        requireNonNull(explanation, "explanation must not be null");
        return new Match(false, Map.of(), 1, "", explanation);
    }

    private Match explained() {
        if (explanation == null) {
            return this;
        }
        Match known = explained;
        if (known == null) {
            known = explanation.get().explained();
            explained = known;
        }
        return known;
    }

    /**
     * Tells whether the message matches.
     *
     * @return whether it matches
     */
    public boolean isMatch() {
        return isMatch;
    }

    /**
     * Returns a named value that was found in the message.
     *
     * @param name the name of the value, such as the name or number of a group
     * @return the value; empty if there is none
     */
    public Optional<String> value(String name) {
        requireNonNull(name, "name must not be null");
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Returns how different the message is from one that matches.
     *
     * @return 0 for a match, at most 1
     */
    public double distance() {
        return explained().distance;
    }

    /**
     * Explains the mismatch.
     *
     * @return how the message differs; empty for a match
     */
    public String why() {
        return explained().why;
    }

    Map<String, String> values() {
        return values;
    }

    /** Returns {@code match} with its values, or the explanation of the mismatch. */
    @Override
    public String toString() {
        return isMatch ? "match" + (values.isEmpty() ? "" : " " + values) : why();
    }
}
