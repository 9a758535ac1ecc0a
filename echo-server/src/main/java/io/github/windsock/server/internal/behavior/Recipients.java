package io.github.windsock.server.internal.behavior;

/** The recipients of a message in a room: all members, or all except the sender. */
public enum Recipients {
    ALL,
    OTHERS
}
