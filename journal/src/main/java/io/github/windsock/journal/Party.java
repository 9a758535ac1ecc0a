package io.github.windsock.journal;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import java.util.List;
import java.util.Optional;

/**
 * One end of a connection, on which assertions hold: a client's socket or a server's connection.
 *
 * @since 1.0
 */
public interface Party extends Recorded {

    /**
     * Returns what the journal holds of this end.
     *
     * @return the ledger, always the same
     */
    PartyLog ledger();

    @Override
    default Journal journal() {
        return ledger().journal();
    }

    /**
     * Returns the state of this end's connection.
     *
     * @return the state that was published with the latest entry of this end
     */
    default ReadyState readyState() {
        return ledger().readyState();
    }

    /**
     * Returns the status with which this end was closed: the one that it received in a Close frame, or 1006 (RFC 6455,
     * section 7.1.5).
     *
     * @return the status, empty until the end of the connection has been handled
     */
    default Optional<CloseStatus> closeStatus() {
        return ledger().closeStatus();
    }

    /**
     * Returns the messages that this end has received so far in this test, whether or not an assertion claimed them.
     *
     * @return a snapshot, in the order of arrival
     */
    default List<Message> received() {
        return ledger().received();
    }
}
