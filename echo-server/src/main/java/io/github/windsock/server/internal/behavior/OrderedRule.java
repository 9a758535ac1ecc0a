package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.conversation.Starter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of several rules, the first of which that matches takes a message or an attempt.
 *
 * @param <R> the rule itself
 */
interface OrderedRule<R extends OrderedRule<R>> {
    /** The number of times of a rule without a limit. */
    int UNLIMITED = 0;

    Object matcher();

    int times();

    /** Returns this rule with a limit. */
    R limitedTo(int times);

    /** Returns whether it takes all there is. */
    boolean takesAll();

    /** Returns whether it takes all that another one would take. */
    boolean hides(R other);

    default boolean isLimited() {
        return times() != UNLIMITED;
    }

    default boolean isUsedUp(int used) {
        return isLimited() && used >= times();
    }

    /**
     * Returns rules and one more, after them, which has to be able to match.
     *
     * @param unit what rules take, such as {@code message}
     */
    static <R extends OrderedRule<R>> List<R> plus(List<R> rules, R rule, String unit) {
        for (int i = 0; i < rules.size(); i++) {
            R before = rules.get(i);
            if (before.hides(rule)) {
                throw new IllegalArgumentException("rule " + (rules.size() + 1) + ", " + rule
                        + ", can never match: rule " + (i + 1) + ", " + before + ", takes "
                        + taken(before, rule, unit) + ". Put it before that one, or limit that one with times(n).");
            }
        }
        List<R> more = new ArrayList<>(rules);
        more.add(rule);
        return List.copyOf(more);
    }

    private static String taken(OrderedRule<?> before, OrderedRule<?> rule, String unit) {
        if (before.takesAll()) {
            return "every " + unit;
        }
        return before.matcher().equals(rule.matcher()) ? "the same" : "all that it would take";
    }

    /** Returns rules whose last one has a limit. */
    static <R extends OrderedRule<R>> List<R> limitLast(List<R> rules, int times) {
        R last = rules.get(rules.size() - 1);
        if (times < 1) {
            throw new IllegalArgumentException("times " + times + " is less than 1, so " + last + " could never match");
        }
        if (last.isLimited()) {
            throw new IllegalStateException(last + " has its number of times already");
        }
        List<R> changed = new ArrayList<>(rules);
        changed.set(rules.size() - 1, last.limitedTo(times));
        return List.copyOf(changed);
    }

    /** Asks for rules that leave something to what is done otherwise. */
    static void requireUse(Plan otherwise, List<? extends OrderedRule<?>> rules, String unit) {
        rules.stream().filter(OrderedRule::takesAll).findFirst().ifPresent(all -> {
            throw new IllegalArgumentException("otherwise(" + otherwise + ") can never be used: " + all
                    + " takes every " + unit + ". Leave one of them out, or limit the rule with times(n).");
        });
    }

    /**
     * Returns a line for each rule.
     *
     * @param used how often a rule has been used, by its index
     */
    static String list(List<? extends OrderedRule<?>> rules, IntUnaryOperator used) {
        StringBuilder text = new StringBuilder("; the rules, in order:");
        for (int i = 0; i < rules.size(); i++) {
            text.append("\n  ").append(i + 1).append(". ").append(rules.get(i));
            text.append(rules.get(i).isUsedUp(used.applyAsInt(i)) ? "  (used up)" : "");
        }
        return text.toString();
    }

    /** Returns each rule with its number. */
    static Stream<NumberedRule> numbered(Starter all, List<? extends OrderedRule<?>> rules) {
        return IntStream.range(0, rules.size())
                .mapToObj(i -> new NumberedRule(all, i + 1, rules.get(i).toString()));
    }
}
