package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import org.apiguardian.api.API;

/**
 * The connection is closed: {@code readyState} is {@code CLOSED}, and no event follows.
 *
 * @since 1.0
 * @see <a href="https://websockets.spec.whatwg.org/#the-closeevent-interface">WebSockets Standard, CloseEvent</a>
 */
@API(status = STABLE, since = "1.0")
public final class CloseEvent extends SocketEvent {
    private final CloseStatus status;
    private final boolean wasClean;

    CloseEvent(BrowserWebSocket target, CloseStatus status, boolean wasClean) {
        super(target, EventType.CLOSE);
        this.status = status;
        this.wasClean = wasClean;
    }

    /**
     * Returns the code that the server sent.
     *
     * @return such as 3005; 1005 if its Close frame was empty, 1006 if it sent none
     */
    public int code() {
        return status.code();
    }

    /**
     * Returns the reason that the server sent.
     *
     * @return the reason, empty if there was none
     */
    public String reason() {
        return status.reason();
    }

    /**
     * Returns code and reason.
     *
     * @return the status that the server sent
     */
    public CloseStatus status() {
        return status;
    }

    /**
     * Tells whether both ends had sent a Close frame when the connection ended.
     *
     * @return whether the closing handshake was complete
     */
    public boolean wasClean() {
        return wasClean;
    }

    /** Returns type, status and {@code wasClean}. */
    @Override
    public String toString() {
        return "close " + status + " wasClean=" + wasClean;
    }
}
