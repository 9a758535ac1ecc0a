package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.ReplyAction;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * A message that answers the one that a rule matched. Immutable.
 *
 * @see Behaviors#reply(String)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Reply extends Wrapper<ReplyAction> implements Action {
    Reply(ReplyAction.Wording wording) {
        this(new ReplyAction(wording, Duration.ZERO));
    }

    private Reply(ReplyAction inside) {
        super(inside);
    }

    /**
     * Delays the reply. The delay starts when the actions before it are done. Meanwhile further messages are read and
     * answered, unless the rules are {@link Rules#inOrder}.
     *
     * @param time the delay, at most 24 h
     * @return a new reply
     * @throws IllegalArgumentException if the time is out of range
     * @throws IllegalStateException if it has a delay already
     */
    public Reply after(Duration time) {
        return new Reply(inside().after(requireNonNull(time, "time must not be null")));
    }
}
