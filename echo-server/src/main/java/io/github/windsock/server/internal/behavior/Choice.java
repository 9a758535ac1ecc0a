package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.HandshakeDecision.Unexpected;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision about an attempt.
 *
 * @param plan the plan that answers it
 * @param decision the answer
 * @param rules the rules that led to it, the outermost first
 * @param seed the seed if the decision was random, for messages; empty otherwise
 */
public record Choice(Plan plan, HandshakeDecision decision, List<MatchedRule> rules, String seed) {

    /**
     * A rule that answers an attempt.
     *
     * @param place the position of the rule, such as {@code rule 1}
     * @param rule the rule as a Java expression
     */
    public record MatchedRule(String place, String rule) {}

    public static Choice of(Plan plan) {
        return new Choice(plan, plan.decision(), List.of(), "");
    }

    /** Returns the decision about an attempt that the behavior does not expect. */
    static Choice unexpected(Plan plan, Unexpected why) {
        return new Choice(plan, why, List.of(), "");
    }

    Choice by(MatchedRule rule) {
        List<MatchedRule> all = new ArrayList<>(rules);
        all.add(0, rule);
        return new Choice(plan, decision, List.copyOf(all), seed);
    }

    Choice drawn(String by) {
        return new Choice(plan, decision, rules, by);
    }

    /** Adds traits, if the decision opens a connection. */
    Choice with(List<Invocation> traits) {
        if (!plan.hasConversation() || decision instanceof Unexpected) {
            return this;
        }
        Plan decorated = new WithTraits(plan, traits);
        return new Choice(decorated, decorated.decision(), rules, seed);
    }
}
