package io.github.windsock.client.javawebsocket;

import io.github.windsock.CloseStatus;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a client's {@code onClose}, as far as the library's behavior reveals them.
 *
 * @param code the code; the library's own codes are negative
 * @param reason the reason, null if it cannot be known
 */
record Reported(int code, @Nullable String reason) {

    static final Reported LOST = new Reported(CloseFrame.ABNORMAL_CLOSE, null);

    static Reported of(CloseFrame frame) {
        return new Reported(frame.getCloseCode(), frame.getMessage());
    }

    /** Returns the addition to the status on the wire, empty if the client reported the same. */
    String beside(CloseStatus status) {
        boolean isSame = code == status.code() && (reason == null || reason.equals(status.reason()));
        return isSame ? "" : "the client reported " + this;
    }

    @Override
    public String toString() {
        return reason == null || code < 0 ? Integer.toString(code) : new CloseStatus(code, reason).toString();
    }
}
