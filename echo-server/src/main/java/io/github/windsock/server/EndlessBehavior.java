package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.EchoDefinition;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.WithTraits;
import org.apiguardian.api.API;

/**
 * A behavior that does not end by itself. {@link #times} gives it an end.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class EndlessBehavior extends Behavior {
    /** What a server does unless it is told otherwise. Here, since most servers need no other of {@link Behaviors}. */
    static final EndlessBehavior ECHO = new EndlessBehavior(EchoDefinition.PLAIN);

    EndlessBehavior(Plan plan) {
        super(plan);
    }

    /**
     * Limits the behavior to a number of messages.
     *
     * @param n the number of messages, at least 1
     * @return a finite behavior
     * @throws IllegalArgumentException if the number is less than 1
     */
    public FiniteBehavior times(int n) {
        return new FiniteBehavior(times(plan(), n));
    }

    private static Plan times(Plan plan, int n) {
        if (plan instanceof WithTraits decorated) {
            return new WithTraits(times(decorated.inner(), n), decorated.traits());
        }
        return ((Invocation) plan).plus(EchoDefinition.Limit.TIMES, n);
    }

    @Override
    public EndlessBehavior with(Trait trait) {
        return (EndlessBehavior) super.with(trait);
    }
}
