package io.github.windsock.server.internal.behavior;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Numbers of which only some are allowed. */
final class ChosenNumbers extends ValueType<Integer> {
    private final NumberType numbers;
    private final IntPredicate chosen;
    private final Words otherwise;
    private final Words limits;

    /**
     * Makes a type.
     *
     * @param otherwise what is said about a number that will not do
     * @param limits which ones will
     */
    ChosenNumbers(String title, IntPredicate chosen, Words otherwise, Words limits) {
        super(title, Integer.class);
        this.numbers = new NumberType(title, Words.NO_NUMBER, 0);
        this.chosen = chosen;
        this.otherwise = otherwise;
        this.limits = limits;
    }

    @Override
    Integer parse(String text) {
        return numbers.parse(text);
    }

    @Override
    void check(Integer value) {
        if (value < 0 || !chosen.test(value)) {
            throw new BehaviorProblem(otherwise);
        }
    }

    @Override
    Phrase limits(@Nullable Range<Integer> range) {
        return Phrase.of(limits);
    }
}
