package io.github.windsock.internal.wire;

import java.util.Optional;
import java.util.stream.Stream;

/** The close codes that must not be sent in a frame (RFC 6455, section 7.4.1), with an explanation for callers. */
public enum UnsendableCode {
    RESERVED(1004, "it is reserved"),
    EMPTY_CLOSE(1005, "it stands for a Close frame without a code: close without arguments sends that"),
    LOST(1006, "it stands for a connection that ended without a Close frame: drop or reset it instead"),
    FAILED_TLS(1015, "it stands for a failed TLS handshake");

    /** The codes that may be sent, see {@link CloseFrame#isSendable}. */
    public static final String SENDABLE = "1000-1003, 1007-1014 or 3000-4999";

    private final int code;
    private final String why;

    UnsendableCode(int code, String why) {
        this.code = code;
        this.why = why;
    }

    /**
     * Finds the explanation for a close code.
     *
     * @param code a close code
     * @return the explanation; empty for a code that is not in the list
     */
    public static Optional<UnsendableCode> of(int code) {
        return Stream.of(values()).filter(each -> each.code == code).findFirst();
    }

    /**
     * Returns why the code must not be sent, and what to do instead if there is something.
     *
     * @return a clause such as {@code it is reserved}
     */
    public String why() {
        return why;
    }
}
