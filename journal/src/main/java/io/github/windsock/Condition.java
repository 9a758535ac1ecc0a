package io.github.windsock;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The common implementation of {@link MessageMatcher} and {@link RequestMatcher}: a condition that prints as the Java
 * expression that creates it.
 *
 * @param <T> the type of the values to match
 */
final class Condition<T> {
    private final @Nullable Object identity; // the user's code, compared besides the Java; null if there is none
    private final Supplier<String> writer;
    private final Set<String> names;
    private final boolean isPure;
    private final Function<T, Match> test;

    /** The Java expression, created on first use, since most assertions pass. Racing threads write equal strings. */
    private volatile @Nullable String java;

    private Condition(
            @Nullable Object identity,
            Supplier<String> writer,
            Set<String> names,
            boolean isPure,
            Function<T, Match> test) {
        this.identity = identity;
        this.writer = writer;
        this.names = Set.copyOf(names);
        this.isPure = isPure;
        this.test = test;
    }

    /** Creates a condition that does not block. It equals any other with the same Java expression. */
    static <T> Condition<T> pure(String java, Set<String> names, Function<T, Match> test) {
        return pure(() -> java, names, test);
    }

    /** Creates a condition that does not block and whose Java expression is created on demand. */
    static <T> Condition<T> pure(Supplier<String> java, Set<String> names, Function<T, Match> test) {
        return new Condition<>(null, java, names, true, test);
    }

    /** Creates a condition of the user's code, which may block. It equals only conditions of the same object. */
    static <T> Condition<T> ofCode(Object code, String java, Function<T, Match> test) {
        return new Condition<>(code, () -> java, Set.of(), false, test);
    }

    Match match(T value) {
        return test.apply(value);
    }

    Set<String> names() {
        return names;
    }

    boolean isPure() {
        return isPure;
    }

    Condition<T> and(Condition<T> other) {
        return with(".and(", other, value -> {
            Match one = match(value);
            Match two = one.isMatch() ? other.match(value) : one;
            return two.isMatch() ? Match.found(united(one, two)) : Match.missed(() -> both(one, other.match(value)));
        });
    }

    Condition<T> or(Condition<T> other) {
        return with(".or(", other, value -> {
            Match one = match(value);
            if (one.isMatch()) {
                return one;
            }
            Match two = other.match(value);
            return two.isMatch() ? two : Match.missed(() -> two.distance() < one.distance() ? two : one);
        });
    }

    Condition<T> negate() {
        return new Condition<>(
                identity,
                () -> this + ".negate()",
                Set.of(),
                isPure,
                value -> match(value).isMatch() ? Match.missed(0.5, "is " + this) : Match.found(Map.of()));
    }

    private Condition<T> with(String operator, Condition<T> other, Function<T, Match> test) {
        boolean arePure = isPure && other.isPure;
        Set<String> united = new TreeSet<>(names);
        united.addAll(other.names);
        return new Condition<>(
                arePure ? null : Arrays.asList(identity, other.identity),
                () -> this + operator + other + ")",
                united,
                arePure,
                test);
    }

    /**
     * Merges the values of two matches. If both have a name, such as a group's number, the first one's value is kept.
     */
    private static Map<String, String> united(Match one, Match two) {
        Map<String, String> values = new HashMap<>(two.values());
        values.putAll(one.values());
        return values;
    }

    /** Combines the mismatches of both. If one of them matches, the distance is halved. */
    private static Match both(Match one, Match two) {
        if (one.isMatch() || two.isMatch()) {
            Match missed = one.isMatch() ? two : one;
            return Match.missed(missed.distance() / 2, missed.why());
        }
        String why = one.why().equals(two.why()) ? one.why() : one.why() + "; " + two.why();
        return Match.missed((one.distance() + two.distance()) / 2, why);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Condition<?> that
                && Objects.equals(identity, that.identity)
                && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(toString(), identity);
    }

    /** Returns the Java expression that creates it. */
    @Override
    public String toString() {
        String known = java;
        if (known == null) {
            known = writer.get();
            java = known;
        }
        return known;
    }
}
