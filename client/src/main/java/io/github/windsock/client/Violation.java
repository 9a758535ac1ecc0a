package io.github.windsock.client;

/** A rule of RFC 6455 that the server broke: the connection is failed (7.1.7), with this status for the server. */
final class Violation extends Exception {
    private static final long serialVersionUID = 1;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_PAYLOAD = 1007;
    private static final int TOO_BIG = 1009;

    private final int code;

    private Violation(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static Violation protocol(String message) {
        return new Violation(PROTOCOL_ERROR, message);
    }

    static Violation payload(String message) {
        return new Violation(INVALID_PAYLOAD, message);
    }

    static Violation tooBig(String message) {
        return new Violation(TOO_BIG, message);
    }

    int code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
