package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorDefinition.Role;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Behaviors that take turns, attempt by attempt: the last one stays, or every further attempt fails. */
public record TurnPlan(List<Plan> plans, boolean fails) implements Plan {

    public static TurnPlan of(List<Plan> plans) {
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("inTurn() has no behavior; name at least one");
        }
        plans.stream().filter(Plan::takesTurns).findFirst().ifPresent(nested -> {
            throw new IllegalArgumentException(nested + " is within another inTurn(..); make one list of both");
        });
        return new TurnPlan(plans, false);
    }

    public TurnPlan thenFail() {
        return new TurnPlan(plans, true);
    }

    @Override
    public Role role() {
        return Role.LAST;
    }

    @Override
    public Plan turn(int n) {
        if (n < plans.size()) {
            return plans.get(n);
        }
        return fails ? this : plans.get(plans.size() - 1);
    }

    @Override
    public boolean isChosenByAttempt() {
        return true;
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    /** Asked only after the last turn. */
    @Override
    public HandshakeDecision receive() {
        return new HandshakeDecision.Unexpected(
                "an attempt more than the " + plans.size() + " that " + this + " answers");
    }

    @Override
    public boolean mayFailTest() {
        return fails || plans.stream().anyMatch(Plan::mayFailTest);
    }

    @Override
    public Set<Ability> needs() {
        return Plan.needsOf(plans.stream());
    }

    @Override
    public Conversation begin(ConversationContext context) {
        throw new IllegalStateException(this + " is no conversation, but chooses one");
    }

    @Override
    public String toString() {
        return plans.stream().map(String::valueOf).collect(Collectors.joining(", ", "inTurn(", ")"))
                + (fails ? ".thenFail()" : "");
    }
}
