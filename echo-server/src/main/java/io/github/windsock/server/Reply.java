package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.ReplyAction;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A message that answers the one that a rule took. Immutable.
 *
 * @see Behaviors#reply(String)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Reply implements Action {
    private final ReplyAction inside;

    Reply(ReplyAction.Wording wording) {
        this.inside = new ReplyAction(wording);
    }

    ReplyAction inside() {
        return inside;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reply that && inside.equals(that.inside);
    }

    @Override
    public int hashCode() {
        return inside.hashCode();
    }

    /** Returns the Java that makes this action, such as {@code reply("pong")}. */
    @Override
    public String toString() {
        return inside.toString();
    }
}
