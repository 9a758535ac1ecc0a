package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Payload;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.Headers;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Parameter;
import io.github.windsock.server.internal.behavior.Plan;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * An HTTP response instead of a connection.
 *
 * @see Behaviors#refuse(int)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Refusal extends Behavior {

    Refusal(Plan plan) {
        super(plan);
    }

    /**
     * Adds a header.
     *
     * @param name the name of the header
     * @param value its value
     * @return a new refusal
     * @throws IllegalArgumentException if HTTP does not allow the name or the value
     */
    public Refusal header(String name, String value) {
        requireNonNull(name, "name must not be null");
        requireNonNull(value, "value must not be null");
        Headers before = ((Invocation) plan()).args().find(Definitions.HEADER).orElse(Headers.NONE);
        return plus(Definitions.HEADER, before.add(name, value));
    }

    /**
     * Sets the body.
     *
     * @param text the body, sent in UTF-8
     * @return a new refusal
     */
    public Refusal body(String text) {
        requireNonNull(text, "text must not be null");
        return plus(Definitions.BODY, Payload.ofText(text).text());
    }

    /**
     * Sets the header {@code Retry-After} (RFC 9110, section 10.2.3).
     *
     * @param time the time that the client should wait, in whole seconds
     * @return a new refusal
     * @throws IllegalArgumentException if it is not a whole number of seconds
     */
    public Refusal retryAfter(Duration time) {
        requireNonNull(time, "time must not be null");
        return plus(Definitions.RETRY_AFTER, time);
    }

    private <T> Refusal plus(Parameter<T> parameter, T value) {
        return new Refusal(((Invocation) plan()).plus(parameter, value));
    }
}
