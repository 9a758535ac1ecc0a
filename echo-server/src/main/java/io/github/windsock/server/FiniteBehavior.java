package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.BehaviorChain;
import io.github.windsock.server.internal.behavior.Plan;
import org.apiguardian.api.API;

/**
 * A behavior that ends by itself. Another one can follow it on the same connection. If none does, the connection stays
 * open and the server sends nothing.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class FiniteBehavior extends Behavior {

    FiniteBehavior(Plan plan) {
        super(plan);
    }

    /**
     * Appends a behavior. The connection is then open, so a behavior that answers an attempt, such as a {@link
     * HandshakeFault} or {@link Behaviors#refuse}, is refused at run time.
     *
     * @param next the behavior that follows on the same connection
     * @return a chain of both
     * @throws IllegalArgumentException if the next one answers an attempt, or changes how a connection is opened
     */
    public Behavior then(Behavior next) {
        requireNonNull(next, "next must not be null");
        return OpenBehavior.of(BehaviorChain.of(plan(), next.plan()));
    }

    /**
     * Appends a finite behavior.
     *
     * @param next the behavior that follows on the same connection
     * @return a chain of both
     * @throws IllegalArgumentException if the next one changes how a connection is opened
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
