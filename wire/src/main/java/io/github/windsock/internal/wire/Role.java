package io.github.windsock.internal.wire;

/** The two ends of a connection. */
public enum Role {
    /** Sends masked frames and receives unmasked ones (RFC 6455, section 5.1). */
    CLIENT,
    /** Sends unmasked frames and receives masked ones. */
    SERVER
}
