package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.text.Numbers;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A type of numbers. */
final class NumberType extends ValueType<Integer> {
    private static final Pattern SIZE_FORM = Pattern.compile("(\\d{1,10})([km]?)");
    private static final Pattern LARGE = Pattern.compile("\\d{10,}");
    private static final Map<String, Integer> FACTORS = Map.of("", 1, "k", 1 << 10, "m", 1 << 20);

    private final Words wrong;
    private final boolean isSize;
    private final Range<Integer> range;

    /**
     * Creates a type.
     *
     * @param wrong the message for a text that is not such a number
     * @param least the minimum
     */
    NumberType(String title, Words wrong, int least) {
        super(title, Integer.class);
        this.wrong = wrong;
        this.isSize = wrong == Words.NO_SIZE;
        this.range = new Range<>(least, Integer.MAX_VALUE, Comparator.naturalOrder(), String::valueOf);
    }

    @Override
    Integer parse(String text) {
        if (!isSize) {
            return number(text, 1, LARGE.matcher(text).matches() ? Words.TOO_LARGE : wrong);
        }
        Matcher matcher = SIZE_FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BehaviorProblem(wrong);
        }
        return number(matcher.group(1), FACTORS.getOrDefault(matcher.group(2), 1), Words.TOO_LARGE);
    }

    private static Integer number(String text, int unit, Words otherwise) {
        try {
            return Math.multiplyExact(Numbers.parseInt(text), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new BehaviorProblem(Phrase.of(otherwise), e);
        }
    }

    @Override
    Range<Integer> range() {
        return range;
    }

    @Override
    @Nullable
    Phrase limits(@Nullable Range<Integer> limits) {
        if (limits == null) {
            return null;
        }
        if (limits.max() != Integer.MAX_VALUE) {
            return limits.phrase();
        }
        return Phrase.of(isSize ? Words.AT_LEAST_BYTES : Words.AT_LEAST, limits.min());
    }
}
