package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * What a socket's listeners are given: an event of the DOM.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract sealed class SocketEvent permits OpenEvent, MessageEvent, ErrorEvent, CloseEvent {
    private final BrowserWebSocket target;

    SocketEvent(BrowserWebSocket target) {
        this.target = target;
    }

    /**
     * Returns the socket to which it happened.
     *
     * @return the socket
     */
    public BrowserWebSocket target() {
        return target;
    }

    /**
     * Returns the type of event.
     *
     * @return such as {@link EventType#MESSAGE}
     */
    public abstract EventType<?> type();

    /** Returns the name of the type. */
    @Override
    public String toString() {
        return type().toString();
    }
}
