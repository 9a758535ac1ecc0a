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
    /** All members of the room, the sender included. */
    ALL,
    /** All members of the room except the sender. */
    OTHERS
}
