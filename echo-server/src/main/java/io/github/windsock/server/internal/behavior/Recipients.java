package io.github.windsock.server.internal.behavior;

/** The recipients of a message that is sent to a room: all members, or all but its sender. */
public enum Recipients {
    ALL,
    OTHERS
}
