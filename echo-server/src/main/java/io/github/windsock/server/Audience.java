package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The recipients of a message that is sent to a room.
 *
 * @see Behaviors#broadcast(String, Audience)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum Audience {
    /** Everybody in the room, also who sent it. */
    ALL,
    /** Everybody in the room but who sent it. */
    OTHERS
}
