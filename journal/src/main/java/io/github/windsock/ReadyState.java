package io.github.windsock;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The states of a connection, in the order in which they follow each other.
 *
 * <p>The constants and their numbers are those of the WHATWG WebSockets Standard, section "The WebSocket interface".
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum ReadyState {

    /** The connection has not yet been established. */
    CONNECTING,

    /** The connection is established and messages can be sent and received. */
    OPEN,

    /** The closing handshake has started, or {@code close()} has been called. */
    CLOSING,

    /** The connection has been closed or could not be opened. */
    CLOSED;

    /**
     * Returns the value of a browser's {@code readyState} for this state.
     *
     * @return 0 for {@link #CONNECTING} to 3 for {@link #CLOSED}
     */
    @SuppressWarnings("EnumOrdinal") // declared in the order of the standard's numbers
    public int code() {
        return ordinal();
    }
}
