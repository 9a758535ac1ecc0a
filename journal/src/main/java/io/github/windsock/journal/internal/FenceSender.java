package io.github.windsock.journal.internal;

import io.github.windsock.Payload;
import java.util.Optional;

/**
 * What a {@link Fence} needs from one end of a connection. No method may block. {@link #unfinished}, {@link #obstacle},
 * {@link #hasReadAll} and {@link #isConnectingTo} may be called under the journal's lock, and must take no other lock.
 *
 * @since 1.0
 */
public interface FenceSender extends TaskQueue {

    /**
     * Sends a ping that is not recorded in the journal and that no behavior or listener sees.
     *
     * @param fence the ping's payload
     * @return whether it is sent or queued; {@code false} if nothing may be sent any more
     */
    boolean sendFence(Payload fence);

    /**
     * Returns what this end still sends by itself. The end must signal the journal when this changes.
     *
     * @return the behavior, such as {@code push(20ms, "tick").times(3)}; empty if the end only answers
     */
    default Optional<String> unfinished() {
        return Optional.empty();
    }

    /**
     * Returns why no fence can pass this end until the test changes something.
     *
     * @return the reason, such as {@code is stalled}; empty if there is none
     */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /**
     * Tells whether this end is connecting to a port. One that waits behind other connects does not count.
     *
     * @param port a port that a server of the journal listens on
     * @return whether it is connecting to the port
     */
    default boolean isConnectingTo(int port) {
        return false;
    }

    /**
     * Tells whether everything that the other end can send has arrived but waits, unrecorded, until the test advances the
     * clock. The end must signal the journal when this changes.
     *
     * @return whether everything has arrived
     */
    default boolean hasReadAll() {
        return false;
    }

    /**
     * Tells whether this end has stopped sending and the other end does not learn that from a Close frame. Not called
     * under the journal's lock.
     *
     * @return whether no ping of a fence can be sent
     */
    default boolean hasStoppedSending() {
        return false;
    }

    /**
     * Returns how long this end holds what it has received, by order of the test.
     *
     * @return the delay with its cause, such as {@code 2 s (uploadLatency)}; empty if it holds nothing
     */
    default Optional<String> inputDelay() {
        return Optional.empty();
    }

    /**
     * Returns why the other end may read nothing more although it is open: after a frame that breaks a rule, a client
     * that follows RFC 6455 reads no ping (section 7.1.7), and one that does not may go on. A foreign client is then not
     * waited for as long as others.
     *
     * @return the fault, such as {@code invalidUtf8()}; empty if there was none
     */
    default Optional<String> brokenFrame() {
        return Optional.empty();
    }

    /** Suspends the delay of what this end receives, for good, because the other end is being closed. */
    default void suspendDelay() {}
}
