package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.BehaviorUrl;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.WithTraits;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What the server does with an attempt to connect: it refuses the attempt, or accepts it and sends and receives
 * messages. Immutable; it prints as the Java expression that creates it. {@link Behaviors} creates all behaviors, also
 * from a URL, see {@link Behaviors#parse}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract sealed class Behavior implements Action
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
    private final Plan plan;

    Behavior(Plan plan) {
        this.plan = plan;
    }

    static Behavior of(Plan plan) {
        if (plan instanceof Invocation call && call.row().broken().isPresent()) {
            return Fault.of(call, call.row().broken().get());
        }
        return switch (plan.kind()) {
            case FINITE -> new FiniteBehavior(plan);
            case ENDLESS -> new EndlessBehavior(plan);
            case ANSWER -> plan.isRefusal() ? new Refusal(plan) : new OpenBehavior(plan);
            default -> new OpenBehavior(plan);
        };
    }

    /** Returns the internal form of this behavior. */
    Plan plan() {
        return plan;
    }

    /**
     * Adds a trait.
     *
     * @param trait the trait, such as {@link Behaviors#latency}
     * @return a behavior that does the same with this trait
     * @throws IllegalArgumentException if it has that trait already, or opens no connection
     */
    public Behavior with(Trait trait) {
        return of(WithTraits.of(
                plan(), requireNonNull(trait, "trait must not be null").call()));
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

    /** Tells whether both do the same. Lambdas are equal only if they are the same object. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Behavior that && plan.equals(that.plan);
    }

    @Override
    public final int hashCode() {
        return plan.hashCode();
    }

    /** Returns the Java expression that creates this behavior, such as {@code echo()}. */
    @Override
    public final String toString() {
        return plan.toString();
    }
}
