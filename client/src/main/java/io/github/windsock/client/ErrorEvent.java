package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The connection failed. Nothing says why, as in a browser; the journal does. A {@code close} event follows at once.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class ErrorEvent extends SocketEvent {
    ErrorEvent(BrowserWebSocket target) {
        super(target);
    }

    @Override
    public EventType<ErrorEvent> type() {
        return EventType.ERROR;
    }
}
