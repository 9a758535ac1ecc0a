package io.github.windsock.server.internal.behavior;

import java.util.Comparator;
import java.util.function.Function;

/** A range of values, including both ends. */
public final class Range<T> {
    private final T min;
    private final T max;
    private final Comparator<T> order;
    private final Function<T, String> print;

    Range(T min, T max, Comparator<T> order, Function<T, String> print) {
        this.min = min;
        this.max = max;
        this.order = order;
        this.print = print;
    }

    Range<T> between(T least, T most) {
        return new Range<>(least, most, order, print);
    }

    T min() {
        return min;
    }

    T max() {
        return max;
    }

    boolean holds(T value) {
        return order.compare(value, min) >= 0 && order.compare(value, max) <= 0;
    }

    void check(T value) {
        if (!holds(value)) {
            throw new BehaviorProblem(Words.NOT_BETWEEN, print.apply(min), print.apply(max));
        }
    }

    /** Returns the range as a message. */
    Phrase phrase() {
        return Phrase.of(Words.RANGE, print.apply(min), print.apply(max));
    }
}
