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

/**
 * The internal form of a behavior. Plans are records, so they are equal if their components are; they print as Java.
 */
public sealed interface Plan extends Starter
        permits Invocation, BehaviorChain, WithTraits, RulePlan, ScriptPlan, ChoosingPlan {

    /** Returns the plans that it consists of. */
    default Stream<Plan> children() {
        return Stream.empty();
    }

    /** Returns it if it is complete. Throws otherwise. */
    default Plan checked() {
        return this;
    }

    /** Returns how it ends. */
    PlanKind kind();

    /** Returns the decision about an attempt. */
    HandshakeDecision decision();

    /** Returns a new chooser, which decides about attempts from the first on. */
    default Chooser chooser() {
        return new OnlyChoice(this);
    }

    /** Tells whether it selects another plan for each attempt. Such a plan cannot follow another one. */
    default boolean isChosenByAttempt() {
        return false;
    }

    /** Tells whether it answers attempts in turn. */
    default boolean takesTurns() {
        return false;
    }

    /** Tells whether something unexpected can happen that fails the test in {@code verify()}. */
    default boolean mayFailTest() {
        return children().anyMatch(Plan::mayFailTest);
    }

    /** Returns all its rules, each followed by the rules within it. */
    default Stream<NumberedRule> numberedRules() {
        return children().flatMap(Plan::numberedRules);
    }

    /** Returns the fault if the whole plan is one, for the journal. */
    default Optional<FaultOrder> fault() {
        return Optional.empty();
    }

    /** Tells whether it refuses attempts with {@code refuse(..)}. */
    default boolean isRefusal() {
        return false;
    }

    /** Returns what the server's engine must support. */
    default Set<Ability> needs() {
        return children().flatMap(each -> each.needs().stream()).collect(Collectors.toSet());
    }

    /** Tells whether it opens a connection. */
    default boolean hasConversation() {
        return kind() != PlanKind.ANSWER;
    }

    @Override
    default boolean isFinite() {
        return kind() == PlanKind.FINITE;
    }

    /** Returns the calls of its chain. Throws if it has no URL form. */
    default List<Invocation> calls() {
        throw new IllegalArgumentException(this + " has no URL form");
    }

    /** Tells whether it changes how the connection is opened, which only the first part of a chain can. */
    default boolean opens() {
        return !isChosenByAttempt() && !decision().equals(new HandshakeDecision.Accepted(AcceptOptions.PLAIN));
    }
}
