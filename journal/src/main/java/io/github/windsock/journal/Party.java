package io.github.windsock.journal;

import io.github.windsock.Message;
import java.util.List;

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
     * Returns the messages that this end has received so far in this test, whether or not an assertion claimed them.
     *
     * @return a snapshot, in the order of arrival
     */
    default List<Message> received() {
        return ledger().received();
    }
}
