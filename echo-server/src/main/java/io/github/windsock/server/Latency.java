package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Parameter;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * A trait that delays everything that one end sends.
 *
 * @see Behaviors#latency(Duration)
 * @see Behaviors#uploadLatency(Duration)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Latency extends Trait {

    private final Parameter<Duration> jitter;

    Latency(Invocation call, Parameter<Duration> jitter) {
        super(call);
        this.jitter = jitter;
    }

    /**
     * Varies the delay at random, evenly distributed. The order of messages is kept. The seed is {@code windsock.seed};
     * the journal shows it.
     *
     * @param more the maximum difference to the delay, in both directions
     * @return a new latency
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public Latency jitter(Duration more) {
        requireNonNull(more, "more must not be null");
        return new Latency(inside().plus(jitter, more), jitter);
    }
}
