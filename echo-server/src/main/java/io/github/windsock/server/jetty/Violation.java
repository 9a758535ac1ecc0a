package io.github.windsock.server.jetty;

/** Says which rule the peer broke, and with which code its connection is failed (RFC 6455, section 7.1.7). */
final class Violation extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * Makes a violation without a stack: it tells of the peer's bytes, not of this program.
     *
     * @param code the code of the Close frame that answers it
     * @param reason the reason of that frame; at most 123 bytes in UTF-8
     */
    Violation(int code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    static Violation protocol(String reason) {
        return new Violation(1002, reason);
    }

    int code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
