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
 * The base of both kinds of matcher: a condition that prints as the Java that makes it, and that combines with
 * another.
 *
 * @param <T> what it looks at
 */
final class Condition<T> {
    private final @Nullable Object identity; // beside the Java; null if that says it all
    private final Supplier<String> writer;
    private final Set<String> names;
    private final boolean isPure;
    private final Function<T, Match> test;

    /** The Java, written when it is first asked for: most assertions hold. Racing threads would write equal strings. */
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

    /** Makes one of code that does not block, equal to any other with the same Java. */
    static <T> Condition<T> pure(String java, Set<String> names, Function<T, Match> test) {
        return pure(() -> java, names, test);
    }

    /** Makes the same, of Java that is long to write. */
    static <T> Condition<T> pure(Supplier<String> java, Set<String> names, Function<T, Match> test) {
        return new Condition<>(null, java, names, true, test);
    }

    /** Makes one of code that may block, equal to itself only. */
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

    /** Of two values of one name the first stays, as the numbers of two regular expressions have one. */
    private static Map<String, String> united(Match one, Match two) {
        Map<String, String> values = new HashMap<>(two.values());
        values.putAll(one.values());
        return values;
    }

    /** Half of what is wanted is nearer than nothing of it. */
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

    /** Returns the Java that makes it. */
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
