package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.Invocation;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A modification of a behavior, such as a delay. Immutable; it prints as the Java expression that creates it. {@link
 * Behaviors} creates all traits.
 *
 * @see Behavior#with(Trait)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract sealed class Trait permits Trait.Plain, Latency {
    private final Invocation call;

    Trait(Invocation call) {
        this.call = call;
    }

    /** A trait without methods of its own. */
    static final class Plain extends Trait {
        Plain(Invocation call) {
            super(call);
        }
    }

    Invocation call() {
        return call;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Trait that && call.equals(that.call);
    }

    @Override
    public final int hashCode() {
        return call.hashCode();
    }

    /** Returns the Java expression that creates this trait, such as {@code latency(ofMillis(80))}. */
    @Override
    public final String toString() {
        return call.toString();
    }
}
