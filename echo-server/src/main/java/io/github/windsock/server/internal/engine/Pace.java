package io.github.windsock.server.internal.engine;

/** The limits on the bytes of a connection. */
public enum Pace {
    /** The maximum number of bytes per second that the server sends. */
    SENT,
    /** The maximum number of bytes per second that the server reads. */
    RECEIVED,
    /** The maximum number of bytes of a write. */
    SLICE
}
