package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.BehaviorChain;
import io.github.windsock.server.internal.behavior.Plan;
import org.apiguardian.api.API;

/**
 * A behavior that comes to an end of its own, after which another one can go on with the connection. If none does, the
 * connection stays open and the server silent.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class FiniteBehavior extends Behavior {

    FiniteBehavior(Plan plan) {
        super(plan);
    }

    /**
     * Returns the behavior that does this and then another.
     *
     * @param next what is done on the same connection when this has come to its end
     * @return both, one after the other
     * @throws IllegalArgumentException if the other one answers an attempt, or says how a connection is opened
     */
    public Behavior then(Behavior next) {
        requireNonNull(next, "next must not be null");
        return of(BehaviorChain.of(plan(), next.plan()));
    }

    /**
     * Returns the behavior that does this and then another finite one.
     *
     * @param next what is done on the same connection when this has come to its end
     * @return both, one after the other
     * @throws IllegalArgumentException if the other one says how a connection is opened
     */
    public FiniteBehavior then(FiniteBehavior next) {
        requireNonNull(next, "next must not be null");
        return new FiniteBehavior(BehaviorChain.of(plan(), next.plan()));
    }

    @Override
    public FiniteBehavior with(Trait trait) {
        return (FiniteBehavior) super.with(trait);
    }
}
