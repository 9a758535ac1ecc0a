package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.BehaviorUrl;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.WithTraits;
import org.apiguardian.api.API;

/**
 * What the server does with an attempt to connect: it refuses the attempt, or accepts it and sends and receives
 * messages. Immutable; it prints as the Java expression that creates it. {@link Behaviors} creates all behaviors, also
 * from a URL, see {@link Behaviors#parse}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract sealed class Behavior extends Wrapper<Plan> implements Action
        permits Fault,
                FiniteBehavior,
                EndlessBehavior,
                OpenBehavior,
                Refusal,
                Rules,
                AttemptRules,
                Script,
                Script.Ended,
                Turns {
    Behavior(Plan plan) {
        super(plan);
    }

    /** Returns the internal form of this behavior. Throws if it is not complete, as a script may be. */
    Plan plan() {
        return inside().checked();
    }

    /**
     * Adds a trait.
     *
     * @param trait the trait, such as {@link Behaviors#latency}
     * @return a behavior that does the same with this trait
     * @throws IllegalArgumentException if it has that trait already, or opens no connection
     */
    public Behavior with(Trait trait) {
        return OpenBehavior.of(WithTraits.of(
                plan(), requireNonNull(trait, "trait must not be null").inside()));
    }

    /**
     * Returns this behavior as a URL, which {@link Behaviors#parse} reads.
     *
     * @return the URL, such as {@code push?every=20ms&times=3&text=tick}
     * @throws IllegalArgumentException if it has no URL form; rules, turns and lambdas have none
     */
    public String toUrl() {
        return BehaviorUrl.print(plan());
    }
}
