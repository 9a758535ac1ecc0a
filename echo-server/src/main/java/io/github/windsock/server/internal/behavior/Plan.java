package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.conversation.Starter;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The value behind a behavior: records that are equal if their components are, and print as Java. */
public sealed interface Plan extends Starter
        permits Invocation, BehaviorChain, WithTraits, RulePlan, ScriptPlan, TurnPlan, ChancePlan, AttemptRulePlan {

    /** Returns what can be done with it. */
    PlanKind kind();

    /** Returns how an attempt is answered. */
    HandshakeDecision receive();

    /** Returns what decides about attempts from the first on. */
    default Chooser chooser() {
        return new OnlyChoice(this);
    }

    /** Returns whether it is no answer itself, but decides which plan answers each attempt: it can follow nothing. */
    default boolean isChosenByAttempt() {
        return false;
    }

    /** Returns whether it answers attempts in turn. */
    default boolean takesTurns() {
        return false;
    }

    /** Returns whether something may happen that it does not provide for, which fails the test at its strict check. */
    default boolean mayFailTest() {
        return false;
    }

    /** Returns all rules in it, in order, those within others behind them. */
    default Stream<NumberedRule> numberedRules() {
        return Stream.empty();
    }

    /** Returns the fault that it is as a whole, for the journal. */
    default Optional<FaultOrder> fault() {
        return Optional.empty();
    }

    /** Returns whether it refuses an attempt, so that more can be said about the response. */
    default boolean isRefusal() {
        return false;
    }

    /** Returns what the server's engine has to be able to do. */
    Set<Ability> needs();

    /** Returns what several plans need. */
    static Set<Ability> needsOf(Stream<? extends Plan> plans) {
        return plans.flatMap(each -> each.needs().stream()).collect(Collectors.toSet());
    }

    /** Returns whether a conversation follows. */
    default boolean talks() {
        return kind() != PlanKind.ANSWER;
    }

    @Override
    default boolean isFinite() {
        return kind() == PlanKind.FINITE;
    }

    /** Returns the calls of which it is a chain, if URLs can say it. */
    default List<Invocation> calls() {
        throw new IllegalArgumentException(this + " cannot be said in a URL");
    }

    /** Returns whether it says how the connection is opened, which only the first part of a behavior can. */
    default boolean opens() {
        return !isChosenByAttempt() && !receive().equals(new HandshakeDecision.Accepted(AcceptOptions.PLAIN));
    }
}
