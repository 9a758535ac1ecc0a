package io.github.windsock.server.internal.behavior;

import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.NearestMiss;
import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.conversation.RuleConversation;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules for messages. */
public record RulePlan(
        List<Rule> rules, boolean isInOrder, @Nullable Plan fallback) implements Plan {
    /** One rule; {@code times} is 0 without a limit. */
    public record Rule(MessageMatcher matcher, List<RuleAction> actions, int times) implements OrderedRule<Rule> {

        public static Rule of(MessageMatcher matcher, List<RuleAction> actions) {
            Rule rule = new Rule(matcher, actions, UNLIMITED);
            for (int i = 0; i < actions.size(); i++) {
                check(actions.get(i), rule, i == actions.size() - 1);
            }
            return rule;
        }

        private static void check(RuleAction action, Rule rule, boolean isLast) {
            if (action instanceof ReplyAction reply) {
                reply.require(rule.matcher);
            } else if (action instanceof PlayAction play) {
                requireConversation(play.plan(), "an action of " + rule);
                requireNoLimit(play.plan(), rule);
                requireNoScript(play.plan(), rule);
                if (!isLast && !play.plan().isFinite()) {
                    throw new IllegalArgumentException(
                            play + " has no end, so what follows it in " + rule + " could never begin");
                }
            }
        }

        private static void requireNoScript(Plan plan, Rule rule) {
            Plan inner = plan instanceof WithTraits decorated ? decorated.inner() : plan;
            if (inner instanceof ScriptPlan
                    || (inner instanceof BehaviorChain chain
                            && chain.parts().stream().anyMatch(ScriptPlan.class::isInstance))) {
                throw new IllegalArgumentException(plan + " cannot be an action of " + rule
                        + ": it is the rules that read what the client says; use reply(..), or a script for the whole");
            }
        }

        private static void requireNoLimit(Plan plan, Rule rule) {
            if (plan instanceof WithTraits decorated && decorated.has(TraitDefinitions.LIMIT)) {
                throw new IllegalArgumentException(plan + " cannot limit messages as an action of " + rule
                        + ": it is the rules that read them; give the limit to the whole,"
                        + " on(..).with(maxMessageBytes(..))");
            }
            if (plan instanceof WithTraits decorated && decorated.has(TraitDefinitions.CLOSE_IDLE)) {
                throw new IllegalArgumentException(plan + " cannot tell an idle client as an action of " + rule
                        + ": it is the rules that read what it sends; give the trait to the whole,"
                        + " on(..).with(closeIdle(..))");
            }
        }

        RuleConversation.Rule prepared(NumberedRule self) {
            List<RuleConversation.Step> steps = actions.stream().map(Rule::step).toList();
            return new RuleConversation.Rule(matcher, steps, isLimited() ? times : Integer.MAX_VALUE, hasCode(), self);
        }

        private static RuleConversation.Step step(RuleAction action) {
            if (action instanceof ReplyAction reply) {
                return new RuleConversation.ReplyStep(reply.wording()::message, reply.delay());
            }
            return action instanceof RunAction run
                    ? new RuleConversation.CodeStep(run.code())
                    : new RuleConversation.PlayStep(((PlayAction) action).plan());
        }

        @Override
        public Rule limitedTo(int most) {
            return new Rule(matcher, actions, most);
        }

        @Override
        public boolean hides(Rule other) {
            return !isLimited() && (takesAll() || matcher.covers(other.matcher));
        }

        @Override
        public boolean takesAll() {
            return !isLimited() && matcher.equals(Matchers.anyMessage());
        }

        boolean hasCode() {
            return !matcher.isPure()
                    || actions.stream().anyMatch(action -> action instanceof ReplyAction reply && reply.isCode());
        }

        @Override
        public String toString() {
            StringJoiner all = new StringJoiner(", ", "on(", ")");
            all.add(matcher.toString());
            actions.forEach(action -> all.add(action.toString()));
            return all + (isLimited() ? ".times(" + times + ")" : "");
        }
    }

    private static void requireConversation(Plan plan, String where) {
        if (!plan.hasConversation() || plan.isChosenByAttempt() || plan.opens()) {
            throw new IllegalArgumentException(
                    plan + " says how an attempt is answered, so it cannot be " + where + ": the connection is open");
        }
    }

    public RulePlan plus(Rule rule) {
        if (rule.matcher().matchesNothing()) {
            throw new IllegalArgumentException(rule + " can never match: no message matches " + rule.matcher()
                    + ", as its parts contradict each other. Use or(..) if either will do.");
        }
        return new RulePlan(OrderedRule.plus(rules, rule, "message"), isInOrder, null);
    }

    public RulePlan limited(int times) {
        return new RulePlan(OrderedRule.limitLast(rules, times), isInOrder, null);
    }

    public RulePlan inOrder() {
        return new RulePlan(rules, true, fallback);
    }

    public RulePlan otherwise(Plan plan) {
        requireConversation(plan, "what happens otherwise");
        OrderedRule.requireUse(plan, rules, "message");
        return new RulePlan(rules, isInOrder, plan);
    }

    /** Explains why no rule matched a message. May call code of the user. */
    RuleConversation.Unexpected explain(String who, Message message, List<Integer> used) {
        StringBuilder text = new StringBuilder("no rule took " + message + ", which " + who + " received");
        text.append(OrderedRule.list(rules, used::get));
        List<MessageMatcher> matchers = rules.stream().map(Rule::matcher).toList();
        String nearest = NearestMiss.of(message, matchers, i -> "rule " + (i + 1), ", is used up");
        text.append(nearest.isEmpty() ? "" : "\n" + nearest);
        text.append("\nAdd a rule, or take the rest with otherwise(..).");
        return new RuleConversation.Unexpected(text.toString(), nearest);
    }

    @Override
    public PlanKind kind() {
        return PlanKind.LAST;
    }

    @Override
    public HandshakeDecision decision() {
        return new HandshakeDecision.Accepted(AcceptOptions.PLAIN);
    }

    /** Without a fallback, a message that no rule matches fails the test. */
    @Override
    public boolean mayFailTest() {
        return fallback == null || Plan.super.mayFailTest();
    }

    @Override
    public Stream<NumberedRule> numberedRules() {
        return Stream.concat(OrderedRule.numbered(this, rules), Plan.super.numberedRules());
    }

    @Override
    public Stream<Plan> children() {
        Stream<Plan> played = rules.stream()
                .flatMap(rule -> rule.actions().stream())
                .filter(PlayAction.class::isInstance)
                .map(action -> ((PlayAction) action).plan());
        return Stream.concat(played, Stream.ofNullable(fallback));
    }

    @Override
    public Conversation begin(ConversationContext context) {
        List<RuleConversation.Rule> all = OrderedRule.numbered(this, rules)
                .map(numbered -> rules.get(numbered.number() - 1).prepared(numbered))
                .toList();
        return new RuleConversation(context, all, isInOrder, fallback, this::explain);
    }

    @Override
    public String toString() {
        return rules.stream().map(Rule::toString).collect(Collectors.joining("."))
                + (isInOrder ? ".inOrder()" : "")
                + (fallback == null ? "" : ".otherwise(" + fallback + ")");
    }
}
