package io.github.windsock.server.internal.behavior;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A type of numbers of which only some are allowed. */
final class ChosenNumbers extends ValueType<Integer> {
    private final NumberType numbers;
    private final IntPredicate chosen;
    private final Words otherwise;
    private final Words limits;

    /**
     * Creates a type.
     *
     * @param otherwise the message for a number that is not allowed
     * @param limits the allowed numbers, for the documentation
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
