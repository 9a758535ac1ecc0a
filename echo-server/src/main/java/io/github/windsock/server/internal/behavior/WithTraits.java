package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.FaultOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A behavior with traits. The traits are kept in the order of {@link TraitDefinitions#TRAITS}, so it does not matter in
 * which order they are added.
 */
public record WithTraits(Plan inner, List<Invocation> traits) implements Plan {

    public static Plan of(Plan plan, Invocation trait) {
        if (!plan.hasConversation()) {
            throw new BehaviorProblem(Words.OPENS_NOTHING, plan, trait);
        }
        List<Invocation> traits = new ArrayList<>();
        Plan inner = plan;
        if (plan instanceof WithTraits decorated) {
            traits.addAll(decorated.traits);
            inner = decorated.inner;
        }
        if (traits.stream().anyMatch(known -> TraitDefinitions.excludes(known.definition(), trait.definition()))) {
            throw new BehaviorProblem(Words.CONTRADICTION, plan, trait);
        }
        traits.add(trait);
        traits.sort(Comparator.comparing(call -> TraitDefinitions.TRAITS.indexOf(call.definition())));
        return new WithTraits(inner, List.copyOf(traits));
    }

    boolean has(BehaviorDefinition trait) {
        return traits.stream().anyMatch(each -> each.definition() == trait);
    }

    @Override
    public PlanKind kind() {
        return inner.kind();
    }

    @Override
    public HandshakeDecision decision() {
        HandshakeDecision decision = inner.decision();
        if (decision instanceof HandshakeDecision.Accepted accepted) {
            AcceptOptions options = accepted.options();
            for (Invocation trait : traits) {
                options = trait.open(options);
            }
            return new HandshakeDecision.Accepted(options);
        }
        return decision;
    }

    @Override
    public Chooser chooser() {
        return isChosenByAttempt() ? new TraitChooser(inner.chooser(), traits) : new OnlyChoice(this);
    }

    /** Adds traits to the choice of another chooser. */
    private record TraitChooser(Chooser inner, List<Invocation> traits) implements Chooser {
        @Override
        public Choice choose(AttemptContext attempt) {
            return inner.choose(attempt).with(traits);
        }

        @Override
        public Chooser copy() {
            return new TraitChooser(inner.copy(), traits);
        }

        @Override
        public boolean mayBlock() {
            return inner.mayBlock();
        }
    }

    @Override
    public boolean isChosenByAttempt() {
        return inner.isChosenByAttempt();
    }

    @Override
    public boolean takesTurns() {
        return inner.takesTurns();
    }

    @Override
    public Optional<FaultOrder> fault() {
        return inner.fault().map(order -> order.within(toString()));
    }

    @Override
    public Stream<Plan> children() {
        return Stream.concat(Stream.of(inner), traits.stream());
    }

    @Override
    public Conversation begin(ConversationContext context) {
        return begin(context, traits.size());
    }

    private Conversation begin(ConversationContext context, int outermost) {
        if (outermost == 0) {
            return inner.begin(context);
        }
        return traits.get(outermost - 1).begin(inside -> begin(inside, outermost - 1), context);
    }

    @Override
    public String toString() {
        return inner + traits.stream().map(trait -> ".with(" + trait + ")").collect(Collectors.joining());
    }
}
