package io.github.windsock.client;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Thrown when a closed page is asked to do something. A listener that reconnects gets it at the end of each test, when
 * its page is closed. That is not a mistake of the test, so it does not fail the test.
 */
final class PageClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;
    private static final int MOST_CAUSES = 20; // a chain may have a loop

    PageClosedException(String message) {
        super(message);
    }

    /**
     * Returns the event to record for an exception of the user's code: a note if it, or one of its causes, says that
     * the page is closed, else a failure.
     */
    static Event event(String where, Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(PageClosedException.class::isInstance)
                .findFirst()
                .map(closed -> Events.note(where + " stopped", String.valueOf(closed.getMessage())))
                .orElseGet(() -> Events.failure(where, thrown));
    }
}
