package io.github.windsock.journal.internal;

import io.github.windsock.Payload;
import java.util.Optional;

/**
 * What the owner of an end lends to a {@link Fence}. No method may block; those that return something are called under the
 * journal's lock, and must take no other.
 *
 * @since 1.0
 */
public interface FenceSender extends TaskQueue {

    /**
     * Sends a ping that is not a deed of the test's: it stands in no journal, and reaches no behavior and no listener.
     *
     * @param fence the ping's payload
     * @return whether it goes out, or has its turn behind what waits; {@code false} once nothing may be sent any more
     */
    boolean sendFence(Payload fence);

    /**
     * Tells what this end is still going to send of its own accord. The journal must be signalled when that changes.
     *
     * @return such as {@code push(20ms, "tick").times(3)}, empty if it only answers
     */
    default Optional<String> unfinished() {
        return Optional.empty();
    }

    /**
     * Tells why no fence can pass this end before the test does something about it.
     *
     * @return such as {@code it does not read}, empty if nothing is in the way
     */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /**
     * Tells whether this end is on its way to a port; one that waits for its turn behind others is not.
     *
     * @param port a port on which a server of the journal listens
     * @return whether it connects there
     */
    default boolean isConnectingTo(int port) {
        return false;
    }

    /**
     * Tells whether all that the other end can say is here, though the journal does not tell it yet: it waits for the test to let
     * time pass. The journal must be signalled when that changes.
     *
     * @return whether it is
     */
    default boolean hasReadAll() {
        return false;
    }

    /** Says that the other end is leaving for good: what waits for its time is not worth waiting for. */
    default void hurry() {}
}
