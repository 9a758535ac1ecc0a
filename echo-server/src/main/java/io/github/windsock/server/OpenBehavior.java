package io.github.windsock.server;

import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Plan;

/** A behavior without methods of its own. */
final class OpenBehavior extends Behavior {

    OpenBehavior(Plan plan) {
        super(plan);
    }

    /** Returns a plan with the type that it has for users. */
    static Behavior of(Plan plan) {
        if (plan instanceof Invocation call && call.definition().broken().isPresent()) {
            return Fault.of(call, call.definition().broken().get());
        }
        return switch (plan.kind()) {
            case FINITE -> new FiniteBehavior(plan);
            case ENDLESS -> new EndlessBehavior(plan);
            case ANSWER -> plan.isRefusal() ? new Refusal(plan) : new OpenBehavior(plan);
            default -> new OpenBehavior(plan);
        };
    }
}
