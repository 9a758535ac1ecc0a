package io.github.windsock.client.javawebsocket;

import io.github.windsock.CloseStatus;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * What a client's {@code onClose} is told, as far as it follows from what the library does.
 *
 * @param code the code, below 0 for one of the library's own
 * @param reason the reason, null if it cannot be known
 */
record Reported(int code, @Nullable String reason) {

    static final Reported LOST = new Reported(CloseFrame.ABNORMAL_CLOSE, null);

    static Reported of(CloseFrame frame) {
        return new Reported(frame.getCloseCode(), frame.getMessage());
    }

    /** Returns what to say beside the status that came, empty if the client was told the same. */
    String beside(CloseStatus status) {
        boolean isSame = code == status.code() && (reason == null || reason.equals(status.reason()));
        return isSame ? "" : "the client reported " + this;
    }

    @Override
    public String toString() {
        return reason == null || code < 0 ? Integer.toString(code) : new CloseStatus(code, reason).toString();
    }
}
