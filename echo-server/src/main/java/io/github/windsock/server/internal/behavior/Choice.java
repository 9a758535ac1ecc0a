package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.HandshakeDecision.Unexpected;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision about an attempt.
 *
 * @param plan what answers it
 * @param decision how the attempt is answered
 * @param rules by which rules, in words, the outermost first
 * @param seed of the chance that had a part in it, in words; empty if none had
 */
public record Choice(Plan plan, HandshakeDecision decision, List<Taker> rules, String seed) {

    /**
     * A rule that took an attempt.
     *
     * @param place such as {@code rule 1}
     * @param rule the rule as Java
     */
    public record Taker(String place, String rule) {}

    public static Choice of(Plan plan) {
        return new Choice(plan, plan.receive(), List.of(), "");
    }

    /** Nothing answers it. */
    static Choice unexpected(Plan plan, Unexpected why) {
        return new Choice(plan, why, List.of(), "");
    }

    Choice by(Taker rule) {
        List<Taker> all = new ArrayList<>(rules);
        all.add(0, rule);
        return new Choice(plan, decision, List.copyOf(all), seed);
    }

    Choice drawn(String by) {
        return new Choice(plan, decision, rules, by);
    }

    /** Returns the same with traits, if a conversation follows. */
    Choice with(List<Invocation> traits) {
        if (!plan.talks() || decision instanceof Unexpected) {
            return this;
        }
        Plan decorated = new WithTraits(plan, traits);
        return new Choice(decorated, decorated.receive(), rules, seed);
    }
}
