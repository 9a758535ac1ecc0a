package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * An event of the DOM, as the listeners of a socket get it. The events {@code open} and {@code error} have nothing more than
 * this, as in the standard.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public sealed class SocketEvent permits MessageEvent, CloseEvent {
    private final BrowserWebSocket target;
    private final EventType<?> type;

    SocketEvent(BrowserWebSocket target, EventType<?> type) {
        this.target = target;
        this.type = type;
    }

    /**
     * Returns the socket that fired the event.
     *
     * @return the socket
     */
    public final BrowserWebSocket target() {
        return target;
    }

    /**
     * Returns the type of event.
     *
     * @return such as {@link EventType#MESSAGE}
     */
    public final EventType<?> type() {
        return type;
    }

    /** Returns the name of the type. */
    @Override
    public String toString() {
        return type.toString();
    }
}
