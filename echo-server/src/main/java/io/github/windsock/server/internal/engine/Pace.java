package io.github.windsock.server.internal.engine;

/** Ways to slow down the bytes of a connection. */
public enum Pace {
    /** Bytes per second that the server sends. */
    SENT,
    /** Bytes per second that the server reads. */
    RECEIVED,
    /** The most bytes that the server writes at once. */
    SLICE
}
