package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.conversation.Starter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of several rules for messages or attempts. The first one that matches is used.
 *
 * @param <R> the type of the rule
 */
interface OrderedRule<R extends OrderedRule<R>> {
    /** The value of {@link #times} for a rule without a limit. */
    int UNLIMITED = 0;

    Object matcher();

    int times();

    /** Sets the limit. */
    R limitedTo(int times);

    /** Tells whether it matches everything, without a limit. */
    boolean takesAll();

    /** Tells whether it matches everything that a later rule matches. */
    boolean hides(R other);

    default boolean isLimited() {
        return times() != UNLIMITED;
    }

    default boolean isUsedUp(int used) {
        return isLimited() && used >= times();
    }

    /**
     * Appends a rule, which must be able to match.
     *
     * @param unit what the rules match, such as {@code message}
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

    /** Sets the limit of the last rule. */
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

    /** Refuses a fallback that can never be used. */
    static void requireUse(Plan otherwise, List<? extends OrderedRule<?>> rules, String unit) {
        rules.stream().filter(OrderedRule::takesAll).findFirst().ifPresent(all -> {
            throw new IllegalArgumentException("otherwise(" + otherwise + ") can never be used: " + all
                    + " takes every " + unit + ". Leave one of them out, or limit the rule with times(n).");
        });
    }

    /**
     * Returns a line for each rule.
     *
     * @param used returns how often a rule was used, given its index
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
