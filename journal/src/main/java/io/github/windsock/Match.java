package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MessageMatcher} found out about a message, or a {@link RequestMatcher} about a request. Immutable.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Match {
    private final boolean isMatch;
    private final Map<String, String> values;
    private final double distance;
    private final String why;

    /** Explains a miss, on request; racing threads would get equal explanations. */
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
     * Returns the result that the message is as wanted.
     *
     * @param values what was found in it, by name, such as the groups of a regular expression
     * @return a match
     */
    public static Match found(Map<String, String> values) {
        requireNonNull(values, "values must not be null");
        return new Match(true, values, 0, "", null);
    }

    /**
     * Returns the result that the message is not as wanted.
     *
     * @param distance how far from it: near 0 for almost a match, 1 for something else
     * @param why where they differ, in words
     * @return no match
     */
    public static Match missed(double distance, String why) {
        return new Match(false, Map.of(), distance, why, null);
    }

    /**
     * Returns the result that the message is not as wanted, and explains it only on request: waits look at many
     * messages that are not meant, and show few.
     *
     * @param explanation returns a miss with distance and words
     * @return no match
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
     * Tells whether the message is as wanted.
     *
     * @return whether it is
     */
    public boolean isMatch() {
        return isMatch;
    }

    /**
     * Returns what was found in the message.
     *
     * @param name such as the name or number of a group
     * @return the value, empty if there is none
     */
    public Optional<String> value(String name) {
        requireNonNull(name, "name must not be null");
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Returns how far the message is from what is wanted.
     *
     * @return 0 for a match, up to 1
     */
    public double distance() {
        return explained().distance;
    }

    /**
     * Returns where the message differs from what is wanted.
     *
     * @return in words, empty for a match
     */
    public String why() {
        return explained().why;
    }

    Map<String, String> values() {
        return values;
    }

    /** Returns whether it is a match, or why not. */
    @Override
    public String toString() {
        return isMatch ? "match" + (values.isEmpty() ? "" : " " + values) : why();
    }
}
