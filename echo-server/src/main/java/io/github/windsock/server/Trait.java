package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.Invocation;
import org.apiguardian.api.API;

/**
 * A modification of a behavior, such as a delay. Immutable; it prints as the Java expression that creates it. {@link
 * Behaviors} creates all traits.
 *
 * @see Behavior#with(Trait)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract sealed class Trait extends Wrapper<Invocation> permits Trait.Plain, Latency {
    Trait(Invocation call) {
        super(call);
    }

    /** A trait without methods of its own. */
    static final class Plain extends Trait {
        Plain(Invocation call) {
            super(call);
        }
    }
}
