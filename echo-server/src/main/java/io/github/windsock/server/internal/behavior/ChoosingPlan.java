package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;

/** A plan that selects another one for each attempt, and so has no answer and no conversation of its own. */
sealed interface ChoosingPlan extends Plan permits TurnPlan, ChancePlan, AttemptRulePlan {

    @Override
    default boolean isChosenByAttempt() {
        return true;
    }

    @Override
    default PlanKind kind() {
        return PlanKind.LAST;
    }

    @Override
    default HandshakeDecision decision() {
        throw new IllegalStateException(this + " is no answer, but chooses one");
    }

    @Override
    default Conversation begin(ConversationContext context) {
        throw new IllegalStateException(this + " is no conversation, but chooses one");
    }
}
