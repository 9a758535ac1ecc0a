package io.github.windsock.client;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reports what a page cannot do any more. A listener that reconnects meets it at the end of each test, when the page is
 * closed under it: that is no mistake, so it fails no test.
 */
final class PageClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;
    private static final int MOST_CAUSES = 20; // a chain may have a loop

    PageClosedException(String message) {
        super(message);
    }

    /** Returns what is recorded of something that code of the user's on a page's loop has thrown, itself or around its cause. */
    static Event event(String where, Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(PageClosedException.class::isInstance)
                .findFirst()
                .map(closed -> Events.note(where + " stopped", String.valueOf(closed.getMessage())))
                .orElseGet(() -> Events.failure(where, thrown));
    }
}
