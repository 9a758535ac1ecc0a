package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.ConversationSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Behaviors that follow each other on one connection. All but the last are finite. */
public record BehaviorChain(List<Plan> parts) implements Plan {

    public static BehaviorChain of(Plan first, Plan next) {
        if (!next.hasConversation()) {
            throw new BehaviorProblem(onlyOpens(first) ? Words.ANSWERS_LATE : Words.ANSWERS, next, first);
        }
        if (next.isChosenByAttempt()) {
            throw new IllegalArgumentException(next + " chooses by attempt, so it cannot follow " + first
                    + " on one connection; put the whole into "
                    + (next instanceof ChancePlan ? "withProbability(..)" : "inTurn(..)"));
        }
        if (next.opens()) {
            throw new BehaviorProblem(onlyOpens(first) ? Words.OPENS_TWICE : Words.NOT_FIRST, next, first);
        }
        List<Plan> parts = new ArrayList<>(partsOf(first));
        parts.addAll(partsOf(next));
        return new BehaviorChain(List.copyOf(parts));
    }

    private static boolean onlyOpens(Plan plan) {
        Plan inner = plan instanceof WithTraits decorated ? decorated.inner() : plan;
        return inner instanceof Invocation call && call.definition() == Definitions.SLOW_OPEN;
    }

    private static List<Plan> partsOf(Plan plan) {
        return plan instanceof BehaviorChain chain ? chain.parts : List.of(plan);
    }

    @Override
    public PlanKind kind() {
        return parts.get(parts.size() - 1).isFinite() ? PlanKind.FINITE : PlanKind.LAST;
    }

    @Override
    public HandshakeDecision decision() {
        return parts.get(0).decision();
    }

    @Override
    public Stream<Plan> children() {
        return parts.stream();
    }

    @Override
    public Conversation begin(ConversationContext context) {
        return ConversationSequence.of(parts, context);
    }

    @Override
    public List<Invocation> calls() {
        return parts.stream().flatMap(part -> part.calls().stream()).toList();
    }

    @Override
    public String toString() {
        return parts.get(0)
                + parts.stream().skip(1).map(part -> ".then(" + part + ")").collect(Collectors.joining());
    }
}
