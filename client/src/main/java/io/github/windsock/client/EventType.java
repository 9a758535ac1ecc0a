package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The four types of event that a socket fires.
 *
 * @param <E> the class of the event
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
@SuppressWarnings("UnusedTypeParameter") // it ties a type to the listeners that it takes
public final class EventType<E extends SocketEvent> {
    /** The connection is established: {@code readyState} is {@code OPEN}. */
    public static final EventType<SocketEvent> OPEN = new EventType<>("open");

    /** A message has come. */
    public static final EventType<MessageEvent> MESSAGE = new EventType<>("message");

    /**
     * The connection failed; {@link #CLOSE} follows in the same task. Nothing says why, as in a browser; the journal does.
     */
    public static final EventType<SocketEvent> ERROR = new EventType<>("error");

    /** The connection is closed; always the last event. */
    public static final EventType<CloseEvent> CLOSE = new EventType<>("close");

    private final String name;

    private EventType(String name) {
        this.name = name;
    }

    /** Returns the name that the standard gives to the type, such as {@code message}. */
    @Override
    public String toString() {
        return name;
    }
}
