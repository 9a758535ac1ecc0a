package io.github.windsock.server.internal.behavior;

import io.github.windsock.Handshake;
import io.github.windsock.Match;
import io.github.windsock.Matchers;
import io.github.windsock.RequestMatcher;
import io.github.windsock.server.internal.conversation.NearestMiss;
import io.github.windsock.server.internal.conversation.NumberedRule;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules for attempts. */
public record AttemptRulePlan(List<Rule> rules, @Nullable Plan fallback) implements ChoosingPlan {
    /** One rule; {@code times} is 0 without a limit. */
    public record Rule(RequestMatcher matcher, Plan plan, int times) implements OrderedRule<Rule> {
        public static Rule of(RequestMatcher matcher, Plan plan) {
            requireNoRules(plan);
            return new Rule(matcher, plan, UNLIMITED);
        }

        @Override
        public Rule limitedTo(int most) {
            return new Rule(matcher, plan, most);
        }

        @Override
        public boolean hides(Rule other) {
            return takesAll() || (!isLimited() && matcher.equals(other.matcher));
        }

        @Override
        public boolean takesAll() {
            return !isLimited() && matcher.equals(Matchers.anyRequest());
        }

        @Override
        public String toString() {
            return "onAttempt(" + matcher + ", " + plan + ")" + (isLimited() ? ".times(" + times + ")" : "");
        }
    }

    private static void requireNoRules(Plan plan) {
        Plan inner = plan instanceof WithTraits decorated ? decorated.inner() : plan;
        if (inner instanceof AttemptRulePlan) {
            throw new IllegalArgumentException(
                    plan + " is within another onAttempt(..); make one list of both, and join matchers with and(..)");
        }
    }

    public AttemptRulePlan plus(Rule rule) {
        return new AttemptRulePlan(OrderedRule.plus(rules, rule, "attempt"), null);
    }

    public AttemptRulePlan limited(int times) {
        return new AttemptRulePlan(OrderedRule.limitLast(rules, times), null);
    }

    public AttemptRulePlan otherwise(Plan plan) {
        requireNoRules(plan);
        OrderedRule.requireUse(plan, rules, "attempt");
        return new AttemptRulePlan(rules, plan);
    }

    @Override
    public Chooser chooser() {
        List<CountedRule> counted = rules.stream()
                .map(rule -> new CountedRule(rule, rule.plan().chooser(), 0))
                .toList();
        return new RuleChooser(counted, fallback == null ? null : fallback.chooser());
    }

    /** A rule with the number of attempts that it has answered. */
    private record CountedRule(Rule rule, Chooser chooser, AtomicInteger used) {
        CountedRule(Rule rule, Chooser chooser, int used) {
            this(rule, chooser, new AtomicInteger(used));
        }

        CountedRule copy() {
            return new CountedRule(rule, chooser.copy(), used.get());
        }

        Match match(Handshake asked) {
            return rule.matcher().match(asked);
        }

        boolean take() {
            return !rule.isUsedUp(used.getAndUpdate(n -> rule.isUsedUp(n) ? n : n + 1));
        }

        boolean mayBlock() {
            return !rule.matcher().isPure() || chooser.mayBlock();
        }
    }

    /** Tries the rules in order. */
    private final class RuleChooser implements Chooser {
        private final List<CountedRule> counted;
        private final List<NumberedRule> numbered =
                OrderedRule.numbered(AttemptRulePlan.this, rules).toList();
        private final @Nullable Chooser otherwise;

        RuleChooser(List<CountedRule> counted, @Nullable Chooser otherwise) {
            this.counted = counted;
            this.otherwise = otherwise;
        }

        @Override
        public Choice choose(AttemptContext attempt) {
            for (int i = 0; i < counted.size(); i++) {
                CountedRule each = counted.get(i);
                if (each.match(attempt.asked()).isMatch() && each.take()) {
                    attempt.rules().took(numbered.get(i));
                    Choice choice = each.chooser().choose(attempt);
                    return choice.by(new Choice.MatchedRule(
                            "rule " + (i + 1), each.rule().toString()));
                }
            }
            return otherwise == null
                    ? Choice.unexpected(AttemptRulePlan.this, unmatched(attempt))
                    : otherwise.choose(attempt).by(new Choice.MatchedRule("no rule", "otherwise(" + fallback + ")"));
        }

        /** Explains why no rule matched. It shows the headers without secret values. */
        private HandshakeDecision.Unexpected unmatched(AttemptContext attempt) {
            StringBuilder text = new StringBuilder("no rule took " + attempt.who() + " " + attempt.shown());
            text.append(OrderedRule.list(rules, i -> counted.get(i).used().get()));
            List<Match> matches =
                    counted.stream().map(each -> each.match(attempt.shown())).toList();
            String nearest = NearestMiss.of(
                    matches, i -> "rule " + (i + 1) + ", " + rules.get(i).matcher(), ", is used up");
            text.append("\n").append(nearest).append("\nAdd a rule, or take the rest with otherwise(..).");
            return new HandshakeDecision.Unexpected(
                    text.toString(), "No rule of the server takes this attempt; its test says which nearly did.");
        }

        @Override
        public Chooser copy() {
            return new RuleChooser(
                    counted.stream().map(CountedRule::copy).toList(), otherwise == null ? null : otherwise.copy());
        }

        @Override
        public boolean mayBlock() {
            return counted.stream().anyMatch(CountedRule::mayBlock) || (otherwise != null && otherwise.mayBlock());
        }
    }

    /** Without a fallback, an attempt that no rule matches fails the test. */
    @Override
    public boolean mayFailTest() {
        return fallback == null || ChoosingPlan.super.mayFailTest();
    }

    @Override
    public Stream<NumberedRule> numberedRules() {
        return Stream.concat(OrderedRule.numbered(this, rules), ChoosingPlan.super.numberedRules());
    }

    @Override
    public Stream<Plan> children() {
        return Stream.concat(rules.stream().map(Rule::plan), Stream.ofNullable(fallback));
    }

    @Override
    public String toString() {
        return rules.stream().map(Rule::toString).collect(Collectors.joining("."))
                + (fallback == null ? "" : ".otherwise(" + fallback + ")");
    }
}
