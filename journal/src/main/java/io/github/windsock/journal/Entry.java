package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.ReadyState;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One line of a journal: what happened, to which party, when, and in which order.
 *
 * <p>Sequence, time, party and event never change. Whether it was handled and which assertion claimed it may change once
 * each; both are read safely from any thread. Windsock alone implements this interface, and may add methods to it.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Entry {

    /**
     * Returns the place in the journal's order.
     *
     * @return a number that grows by 1 from entry to entry
     */
    long sequence();

    /**
     * Returns when it happened.
     *
     * @return the time since the start of the journal, by the monotonic clock
     */
    Duration time();

    /**
     * Returns the name of the party to which it happened.
     *
     * @return such as {@code client#1}, or {@code server} for what belongs to no connection
     */
    String party();

    /**
     * Returns which end of a connection it happened to.
     *
     * @return the side
     */
    Party.Side side();

    /**
     * Returns the number of the connection, which both of its ends bear.
     *
     * @return the number, from 1; 0 for what belongs to no connection
     */
    int number();

    /**
     * Returns what happened.
     *
     * @return the event
     */
    Event event();

    /**
     * Returns the state that the party took with this event.
     *
     * @return the state, empty if the event did not change it
     */
    Optional<ReadyState> state();

    /**
     * Tells whether the listeners of this event have run. Only then it satisfies assertions.
     *
     * @return {@code true} once they have, and always for events that have no listeners
     */
    boolean isHandled();

    /**
     * Returns where the assertion stands that claimed this entry.
     *
     * @return such as {@code ChatTests.java:31}, empty if none did
     */
    Optional<String> claimedAt();

    /**
     * Tells whether an assertion has claimed this entry, so that no other may.
     *
     * @return whether one did
     */
    boolean isClaimed();

    /**
     * Tells whether no assertion shall see this entry, which is why it is claimed.
     *
     * @return whether the test has said so
     */
    boolean isIgnored();
}
