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
 * One end of a connection: a client's socket or a server's connection. Most assertions take a party.
 *
 * <p>All methods may be called from any thread. Only Windsock extends this class; methods may be added.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract class Party implements Recorded {

    /** The ends of a connection. */
    public enum Side {
        /** The end that connects. */
        CLIENT,
        /** The end that accepts the connection. */
        SERVER
    }

    /** The journal's record of this end; {@code this} if this object is the record. */
    private final Party record;

    /** Creates a party that is its own record. */
    protected Party() {
        this.record = this;
    }

    /**
     * Creates a party with a record.
     *
     * @param record the journal's record of this end
     */
    protected Party(Party record) {
        this.record = requireNonNull(record, "record must not be null");
    }

    @Override
    public Journal journal() {
        return record.journal();
    }

    /**
     * Returns the state of this end of the connection.
     *
     * @return the state after the latest entry of this end
     */
    public ReadyState readyState() {
        return record.readyState();
    }

    /**
     * Returns the status with which this end was closed: that of the received Close frame, or 1006 if there was none
     * (RFC 6455, section 7.1.5).
     *
     * @return the status; empty until the connection has ended and its listeners have run
     */
    public Optional<CloseStatus> closeStatus() {
        return record.closeStatus();
    }

    /**
     * Returns all messages that this end has received in this test, claimed or not.
     *
     * @return a snapshot in the order of arrival
     */
    public List<Message> received() {
        return record.received();
    }

    /**
     * Returns the conversation so far as the text of a script file, which a server plays with {@code script?file=..}.
     * Each line is a step of the server, for a client's end too, in the order of the network at this end. Times and
     * automatic answers such as pongs are left out.
     *
     * <pre>{@code
     * expect "login"
     * send "welcome"
     * close 3005 "bye"
     * }</pre>
     *
     * @return the text; each line ends with a line feed, and lines that begin with {@code #} are comments
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
