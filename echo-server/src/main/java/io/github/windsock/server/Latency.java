package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Parameter;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The trait that delays all that one end sends.
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
     * Returns the latency that varies by chance, evenly between this less and plus a time. Order is kept. The chance has a
     * seed, {@code windsock.seed}, which the journal shows.
     *
     * @param more at most how much sooner or later
     * @return another latency
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public Latency jitter(Duration more) {
        requireNonNull(more, "more must not be null");
        return new Latency(call().plus(jitter, more), jitter);
    }
}
