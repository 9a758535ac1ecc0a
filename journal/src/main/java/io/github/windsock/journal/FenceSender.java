package io.github.windsock.journal;

import io.github.windsock.Payload;
import java.util.Optional;

/**
 * What the owner of an end lends to assertions, so that they can show that nothing more is under way.
 *
 * @since 1.0
 */
public interface FenceSender {

    /**
     * Sends a ping whose pong the journal will record as received by this end: a fence.
     *
     * @param payload at most 125 bytes
     */
    void ping(Payload payload);

    /**
     * Tells what this end is still going to send of its own accord. The journal must be signalled when that changes.
     *
     * @return such as {@code push(20ms, "tick").times(3)}, empty if it only answers
     */
    Optional<String> unfinished();
}
