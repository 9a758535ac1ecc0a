package io.github.windsock.server.internal.behavior;

/** Who gets what is sent to a room: everybody in it, or everybody but who sent it. */
public enum Recipients {
    ALL,
    OTHERS
}
