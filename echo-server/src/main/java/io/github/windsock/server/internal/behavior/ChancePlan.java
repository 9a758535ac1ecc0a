package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorDefinition.Role;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.engine.Ability;
import java.util.Set;
import java.util.stream.Stream;

/** One of two behaviors, drawn for each attempt. */
public record ChancePlan(double probability, Plan hit, Plan otherwise) implements Plan {

    public static ChancePlan of(double probability, Plan hit, Plan otherwise) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability " + probability + " is not between 0 and 1");
        }
        Stream.of(hit, otherwise).filter(Plan::takesTurns).findFirst().ifPresent(nested -> {
            throw new IllegalArgumentException(
                    nested + " takes turns within withProbability(..); put withProbability(..) into inTurn(..)");
        });
        return new ChancePlan(probability, hit, otherwise);
    }

    @Override
    public Chooser chooser() {
        return new ChanceChooser(probability, hit.chooser(), otherwise.chooser());
    }

    /** Draws. */
    private record ChanceChooser(double probability, Chooser hit, Chooser otherwise) implements Chooser {
        @Override
        public Choice choose(Attempted attempt) {
            boolean isHit = attempt.chance().nextDouble() < probability;
            return (isHit ? hit : otherwise).choose(attempt).drawn();
        }

        @Override
        public Chooser copy() {
            return new ChanceChooser(probability, hit.copy(), otherwise.copy());
        }

        @Override
        public boolean mayBlock() {
            return hit.mayBlock() || otherwise.mayBlock();
        }
    }

    @Override
    public boolean isChosenByAttempt() {
        return true;
    }

    @Override
    public Role role() {
        return Role.LAST;
    }

    @Override
    public HandshakeDecision receive() {
        throw new IllegalStateException(this + " is no answer, but chooses one");
    }

    @Override
    public boolean mayFailTest() {
        return hit.mayFailTest() || otherwise.mayFailTest();
    }

    @Override
    public Stream<NumberedRule> numberedRules() {
        return Stream.of(hit, otherwise).flatMap(Plan::numberedRules);
    }

    @Override
    public Set<Ability> needs() {
        return Plan.needsOf(Stream.of(hit, otherwise));
    }

    @Override
    public Conversation begin(ConversationContext context) {
        throw new IllegalStateException(this + " is no conversation, but chooses one");
    }

    @Override
    public String toString() {
        return "withProbability(" + probability + ", " + hit + ", " + otherwise + ")";
    }
}
