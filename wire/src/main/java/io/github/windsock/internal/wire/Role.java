package io.github.windsock.internal.wire;

/** Which end of a connection something is. */
public enum Role {
    /** Masks what it sends, and is sent nothing masked (RFC 6455, section 5.1). */
    CLIENT,
    /** Is sent everything masked, and masks nothing. */
    SERVER
}
