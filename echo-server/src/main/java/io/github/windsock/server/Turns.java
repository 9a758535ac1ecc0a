package io.github.windsock.server;

import io.github.windsock.server.BehaviorDefinition.Role;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Behaviors that take turns: the first attempt gets the first, and so on; the last one stays.
 *
 * @see Behaviors#inTurn
 * @since 1.0
 */
public final class Turns extends Behavior {

    Turns(Plan plan) {
        super(plan);
    }

    static Turns of(List<Behavior> behaviors) {
        if (behaviors.isEmpty()) {
            throw new IllegalArgumentException("inTurn() has no behavior; name at least one");
        }
        List<io.github.windsock.server.Plan> plans =
                behaviors.stream().map(Behavior::plan).toList();
        plans.stream().filter(Plan.class::isInstance).findFirst().ifPresent(nested -> {
            throw new IllegalArgumentException(nested + " is within another inTurn(..); make one list of both");
        });
        return new Turns(new Plan(plans, false));
    }

    /**
     * Returns the same turns, but an attempt after the last one is refused with 500 and fails the test, by
     * {@link EchoServer#verify()}.
     *
     * @return the behavior without a last one that stays
     */
    public Behavior thenFail() {
        Plan turns = (Plan) plan();
        return new OpenBehavior(new Plan(turns.plans(), true));
    }

    /** What turns are made of. */
    record Plan(List<io.github.windsock.server.Plan> plans, boolean fails) implements io.github.windsock.server.Plan {

        @Override
        public Role role() {
            return Role.LAST;
        }

        @Override
        public io.github.windsock.server.Plan turn(int n) {
            if (n < plans.size()) {
                return plans.get(n);
            }
            return fails ? this : plans.get(plans.size() - 1);
        }

        /** Asked only after the last turn. */
        @Override
        public HandshakeDecision receive() {
            return new HandshakeDecision.Unexpected(
                    "an attempt more than the " + plans.size() + " that " + this + " answers");
        }

        @Override
        public boolean mayComplain() {
            return fails || plans.stream().anyMatch(io.github.windsock.server.Plan::mayComplain);
        }

        @Override
        public Set<Ability> needs() {
            return io.github.windsock.server.Plan.needsOf(plans.stream());
        }

        @Override
        public Conversation begin(ConversationContext scene) {
            throw new IllegalStateException(this + " is no conversation, but chooses one");
        }

        @Override
        public String toString() {
            return plans.stream().map(String::valueOf).collect(Collectors.joining(", ", "inTurn(", ")"))
                    + (fails ? ".thenFail()" : "");
        }
    }
}
