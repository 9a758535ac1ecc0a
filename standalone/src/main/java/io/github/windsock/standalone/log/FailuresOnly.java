package io.github.windsock.standalone.log;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;

/**
 * Passes only failures of the server itself to a log, not the traffic.
 *
 * @param log the log, of either format
 */
public record FailuresOnly(Follower.Reader log) implements Follower.Reader {

    @Override
    public void read(Entry entry) {
        if (entry.event().kind() == Event.Kind.FAILURE) {
            log.read(entry);
        }
    }
}
