package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.ReplyAction;
import java.time.Duration;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A message that answers the one that a rule matched. Immutable.
 *
 * @see Behaviors#reply(String)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Reply implements Action {
    private final ReplyAction inside;

    Reply(ReplyAction.Wording wording) {
        this(new ReplyAction(wording, Duration.ZERO));
    }

    private Reply(ReplyAction inside) {
        this.inside = inside;
    }

    ReplyAction inside() {
        return inside;
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
        return new Reply(inside.after(requireNonNull(time, "time must not be null")));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reply that && inside.equals(that.inside);
    }

    @Override
    public int hashCode() {
        return inside.hashCode();
    }

    /** Returns the Java expression that creates this action, such as {@code reply("pong")}. */
    @Override
    public String toString() {
        return inside.toString();
    }
}
