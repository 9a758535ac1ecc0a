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
import io.github.windsock.server.internal.engine.Ability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules as a value. */
public record RulePlan(
        List<Rule> rules, boolean isInOrder, @Nullable Plan fallback) implements Plan {
    private static final int UNLIMITED = 0;

    /** One rule; {@code times} is 0 without a limit. */
    public record Rule(MessageMatcher matcher, List<RuleAction> actions, int times) {

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
                requireTalk(play.plan(), "an action of " + rule);
                requireNoLimit(play.plan(), rule);
                requireNoScript(play.plan(), rule);
                if (!isLast && !play.plan().isFinite()) {
                    throw new IllegalArgumentException(
                            play + " has no end, so what follows it in " + rule + " could never begin");
                }
            }
        }

        private static void requireNoScript(Plan plan, Rule rule) {
            Plan inner = plan instanceof WithTraits dressed ? dressed.inner() : plan;
            if (inner instanceof ScriptPlan
                    || (inner instanceof BehaviorChain chain
                            && chain.parts().stream().anyMatch(ScriptPlan.class::isInstance))) {
                throw new IllegalArgumentException(plan + " cannot be an action of " + rule
                        + ": it is the rules that read what the client says; use reply(..), or a script for the whole");
            }
        }

        private static void requireNoLimit(Plan plan, Rule rule) {
            if (plan instanceof WithTraits decorated && decorated.has(Definitions.LIMIT)) {
                throw new IllegalArgumentException(plan + " cannot limit messages as an action of " + rule
                        + ": it is the rules that read them; give the limit to the whole,"
                        + " on(..).with(maxMessageBytes(..))");
            }
            if (plan instanceof WithTraits decorated && decorated.has(Definitions.CLOSE_IDLE)) {
                throw new IllegalArgumentException(plan + " cannot tell an idle client as an action of " + rule
                        + ": it is the rules that read what it sends; give the trait to the whole,"
                        + " on(..).with(closeIdle(..))");
            }
        }

        RuleConversation.Rule script(NumberedRule self) {
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

        boolean isLimited() {
            return times != UNLIMITED;
        }

        /** Returns whether it takes all that another one would take. */
        boolean hides(Rule other) {
            return !isLimited() && (takesAll() || matcher.covers(other.matcher));
        }

        boolean takesAll() {
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

    private static void requireTalk(Plan plan, String where) {
        if (!plan.talks() || plan.isChosenByAttempt() || plan.opens()) {
            throw new IllegalArgumentException(
                    plan + " says how an attempt is answered, so it cannot be " + where + ": the connection is open");
        }
    }

    public RulePlan plus(Rule rule) {
        if (rule.matcher().matchesNothing()) {
            throw new IllegalArgumentException(rule + " can never match: no message matches " + rule.matcher()
                    + ", as its parts contradict each other. Use or(..) if either will do.");
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).hides(rule)) {
                throw new IllegalArgumentException(
                        "rule " + (rules.size() + 1) + ", " + rule + ", can never match: rule "
                                + (i + 1) + ", " + rules.get(i) + ", takes "
                                + takenBy(rules.get(i), rule)
                                + ". Put it before that one, or limit that one with times(n).");
            }
        }
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new RulePlan(List.copyOf(more), isInOrder, null);
    }

    private static String takenBy(Rule before, Rule rule) {
        if (before.takesAll()) {
            return "every message";
        }
        return before.matcher().equals(rule.matcher()) ? "the same" : "all that it would take";
    }

    public RulePlan limited(int times) {
        Rule last = rules.get(rules.size() - 1);
        if (times < 1) {
            throw new IllegalArgumentException("times " + times + " is less than 1, so " + last + " could never match");
        }
        if (last.isLimited()) {
            throw new IllegalStateException(last + " has its number of times already");
        }
        List<Rule> changed = new ArrayList<>(rules);
        changed.set(rules.size() - 1, new Rule(last.matcher(), last.actions(), times));
        return new RulePlan(List.copyOf(changed), isInOrder, null);
    }

    public RulePlan inOrder() {
        return new RulePlan(rules, true, fallback);
    }

    public RulePlan otherwise(Plan plan) {
        requireTalk(plan, "what happens otherwise");
        rules.stream().filter(Rule::takesAll).findFirst().ifPresent(all -> {
            throw new IllegalArgumentException("otherwise(" + plan + ") can never be used: " + all
                    + " takes every message. Leave one of them out, or limit the rule with times(n).");
        });
        return new RulePlan(rules, isInOrder, plan);
    }

    /** Says of a message that no rule took what the rules are and which one nearly did; may run code of the user's. */
    String explain(String who, Message message, List<Integer> used) {
        StringBuilder text =
                new StringBuilder("no rule took " + message + ", which " + who + " received; the rules, in order:");
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            text.append("\n  ").append(i + 1).append(". ").append(rule);
            if (rule.isLimited() && used.get(i) >= rule.times()) {
                text.append("  (used up)");
            }
        }
        List<MessageMatcher> matchers = rules.stream().map(Rule::matcher).toList();
        String nearest = NearestMiss.of(message, matchers, i -> "rule " + (i + 1), ", is used up");
        text.append(nearest.isEmpty() ? "" : "\n" + nearest);
        return text.append("\nAdd a rule, or say what happens otherwise(..).").toString();
    }

    @Override
    public PlanKind kind() {
        return PlanKind.LAST;
    }

    @Override
    public HandshakeDecision receive() {
        return new HandshakeDecision.Accepted(AcceptOptions.PLAIN);
    }

    /** If nothing takes what no rule does, such a message fails it. */
    @Override
    public boolean mayFailTest() {
        return fallback == null
                || fallback.mayFailTest()
                || rules.stream()
                        .flatMap(rule -> rule.actions().stream())
                        .anyMatch(action ->
                                action instanceof PlayAction play && play.plan().mayFailTest());
    }

    @Override
    public Stream<NumberedRule> numberedRules() {
        return Stream.concat(
                IntStream.range(0, rules.size()).mapToObj(this::numbered), plans().flatMap(Plan::numberedRules));
    }

    private NumberedRule numbered(int index) {
        return new NumberedRule(this, index + 1, rules.get(index).toString());
    }

    @Override
    public Set<Ability> needs() {
        return Plan.needsOf(plans());
    }

    private Stream<Plan> plans() {
        Stream<Plan> played = rules.stream()
                .flatMap(rule -> rule.actions().stream())
                .filter(PlayAction.class::isInstance)
                .map(action -> ((PlayAction) action).plan());
        return Stream.concat(played, Stream.ofNullable(fallback));
    }

    @Override
    public Conversation begin(ConversationContext context) {
        List<RuleConversation.Rule> scripts = IntStream.range(0, rules.size())
                .mapToObj(i -> rules.get(i).script(numbered(i)))
                .toList();
        return new RuleConversation(scripts, isInOrder, fallback, this::explain, context);
    }

    @Override
    public String toString() {
        return rules.stream().map(Rule::toString).collect(Collectors.joining("."))
                + (isInOrder ? ".inOrder()" : "")
                + (fallback == null ? "" : ".otherwise(" + fallback + ")");
    }
}
