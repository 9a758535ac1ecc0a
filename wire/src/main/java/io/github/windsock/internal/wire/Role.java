package io.github.windsock.internal.wire;

/** The two ends of a connection. */
public enum Role {
    /** Masks what it sends, and is sent nothing masked (RFC 6455, section 5.1). */
    CLIENT,
    /** Is sent everything masked, and masks nothing. */
    SERVER
}
