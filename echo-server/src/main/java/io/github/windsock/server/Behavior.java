package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.behavior.BehaviorUrl;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.WithTraits;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What the server does with one attempt to connect: it refuses the attempt, or holds a conversation. An immutable
 * value that prints as the Java that makes it, and that {@link Behaviors#parse} reads from a URL. See {@link Behaviors}
 * for all there are.
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

    static {
        ServerInternals.provide(new InternalAccess());
    }

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

    /** Returns what it is made of. */
    Plan plan() {
        return plan;
    }

    /**
     * Returns this behavior with a trait.
     *
     * @param trait what is different, such as {@link Behaviors#latency}
     * @return a behavior that does the same in another way
     * @throws IllegalArgumentException if it has that trait already, or opens no connection that the trait could change
     */
    public Behavior with(Trait trait) {
        return of(WithTraits.of(
                plan(), requireNonNull(trait, "trait must not be null").call()));
    }

    /**
     * Returns this behavior as {@link Behaviors#parse} reads it.
     *
     * @return such as {@code push?every=20ms&times=3&text=tick}
     * @throws IllegalArgumentException if it cannot be said in a URL, as rules, turns and lambdas cannot
     */
    public String toUrl() {
        return BehaviorUrl.print(plan());
    }

    /** Returns whether both are made of the same: of lambdas only the same object is equal. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Behavior that && plan.equals(that.plan);
    }

    @Override
    public final int hashCode() {
        return plan.hashCode();
    }

    /** Returns the Java that makes this behavior, such as {@code echo()}. */
    @Override
    public final String toString() {
        return plan.toString();
    }
}
