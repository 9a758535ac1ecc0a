package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.Invocation;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The trait that delays all messages.
 *
 * @see Behaviors#latency(Duration)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Latency extends Trait {

    Latency(Invocation call) {
        super(call);
    }

    /**
     * Returns the latency that varies by chance, evenly between this less and plus a time. Order is kept. The chance has a
     * seed, {@code windsock.seed}, which the journal shows.
     *
     * @param more at most how much sooner or later
     * @return another latency
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public Latency jitter(Duration more) {
        requireNonNull(more, "more must not be null");
        return new Latency(call().plus(Definitions.JITTER, more));
    }
}
