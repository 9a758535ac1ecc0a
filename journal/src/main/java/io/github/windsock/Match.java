package io.github.windsock;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What a {@link MessageMatcher} found out about a message. Immutable.
 *
 * @since 1.0
 */
public final class Match {
    private final boolean isMatch;
    private final Map<String, String> values;
    private final double distance;
    private final String why;

    private Match(boolean isMatch, Map<String, String> values, double distance, String why) {
        this.isMatch = isMatch;
        this.values = Map.copyOf(values);
        this.distance = distance;
        this.why = requireNonNull(why, "why must not be null");
    }

    /**
     * Returns the result that the message is as wanted.
     *
     * @param values what was found in it, by name, such as the groups of a regular expression
     * @return a match
     */
    public static Match found(Map<String, String> values) {
        requireNonNull(values, "values must not be null");
        return new Match(true, values, 0, "");
    }

    /**
     * Returns the result that the message is not as wanted.
     *
     * @param distance how far from it: near 0 for almost a match, 1 for something else
     * @param why where they differ, in words
     * @return no match
     */
    public static Match missed(double distance, String why) {
        return new Match(false, Map.of(), distance, why);
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
        return distance;
    }

    /**
     * Returns where the message differs from what is wanted.
     *
     * @return in words, empty for a match
     */
    public String why() {
        return why;
    }

    /** Returns whether it is a match, or why not. */
    @Override
    public String toString() {
        return isMatch ? "match" + (values.isEmpty() ? "" : " " + values) : why;
    }
}
