package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.ReadyState;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One entry of a journal: what happened, to which party, and when.
 *
 * <p>Sequence, time, party and event never change. Whether it is handled and whether it is claimed change at most once;
 * any thread may read them. Only Windsock implements this interface; methods may be added.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Entry {

    /**
     * Returns the position in the journal's order.
     *
     * @return a number that is 1 larger for each next entry
     */
    long sequence();

    /**
     * Returns when it happened.
     *
     * @return the time since the start of the journal, of the monotonic clock
     */
    Duration time();

    /**
     * Returns the name of the party to which it happened.
     *
     * @return the name, such as {@code client#1}; {@code server} for an entry that belongs to no connection
     */
    String party();

    /**
     * Returns which end of a connection it happened to.
     *
     * @return the side
     */
    Party.Side side();

    /**
     * Returns the number of the connection, which is the same for both ends.
     *
     * @return the number, from 1; 0 for an entry that belongs to no connection
     */
    int number();

    /**
     * Returns what happened.
     *
     * @return the event
     */
    Event event();

    /**
     * Returns the state that the party entered with this event.
     *
     * @return the new state; empty if the event did not change it
     */
    Optional<ReadyState> state();

    /**
     * Tells whether the listeners of this event have run. Assertions see the entry only then.
     *
     * @return {@code true} if they have run or there are none
     */
    boolean isHandled();

    /**
     * Returns the line of the assertion that claimed this entry.
     *
     * @return the line, such as {@code ChatTests.java:31}; empty if no assertion claimed it
     */
    Optional<String> claimedAt();

    /**
     * Tells whether an assertion has claimed this entry. Each entry can be claimed once.
     *
     * @return whether it is claimed
     */
    boolean isClaimed();

    /**
     * Tells whether the test ignores this entry. An ignored entry counts as claimed, so no assertion sees it.
     *
     * @return whether it is ignored
     */
    boolean isIgnored();
}
