package io.github.windsock.journal;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One end of a connection, on which assertions hold: a client's socket or a server's connection.
 *
 * <p>All methods may be called from any thread. Windsock alone extends this class, and may add methods to it.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract class Party implements Recorded {

    /** Which end of a connection a party is. */
    public enum Side {
        /** The end that connects. */
        CLIENT,
        /** The end that was connected to. */
        SERVER
    }

    /** What the journal has of this end: {@code this} for that itself. */
    private final Party record;

    /** Makes the record of a party, as a journal keeps it. */
    protected Party() {
        this.record = this;
    }

    /**
     * Makes a party of which a journal keeps the record.
     *
     * @param record what the journal has of this end
     */
    protected Party(Party record) {
        this.record = requireNonNull(record, "record must not be null");
    }

    @Override
    public Journal journal() {
        return record.journal();
    }

    /**
     * Returns the state of this end's connection.
     *
     * @return the state that was published with the latest entry of this end
     */
    public ReadyState readyState() {
        return record.readyState();
    }

    /**
     * Returns the status with which this end was closed: the one that it received in a Close frame, or 1006 (RFC 6455,
     * section 7.1.5).
     *
     * @return the status, empty until the end of the connection has been handled
     */
    public Optional<CloseStatus> closeStatus() {
        return record.closeStatus();
    }

    /**
     * Returns the messages that this end has received so far in this test, whether or not an assertion claimed them.
     *
     * @return a snapshot, in the order of arrival
     */
    public List<Message> received() {
        return record.received();
    }

    /**
     * Returns what was said on this connection so far, as the text of a file that a server can play: a step on each line, as
     * seen from the server, whichever end this is. Times are left out, and answers that each end gives of itself, such as
     * pongs. {@code script?file=..} plays it.
     *
     * <pre>{@code
     * expect "login"
     * send "welcome"
     * close 3005 "bye"
     * }</pre>
     *
     * @return the text, with a line feed behind each line; lines that begin with {@code #} are comments
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public String conversation() {
        return record.conversation();
    }

    /**
     * Returns what the journal has of a party: for the log that extends this class, and not for users.
     *
     * @param party the party
     * @return its record, always the same
     */
    protected static Party recordOf(Party party) {
        return party.record;
    }
}
