package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The connection is established: {@code readyState} is {@code OPEN}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class OpenEvent extends SocketEvent {
    OpenEvent(BrowserWebSocket target) {
        super(target);
    }

    @Override
    public EventType<OpenEvent> type() {
        return EventType.OPEN;
    }
}
