package io.github.windsock.junit;

import java.util.Locale;
import java.util.Optional;

/** When the timeline of a test is shown: the values of {@value WebSocketExtension#TIMELINE}. */
enum TimelineMode {
    FAILURE,
    ALWAYS,
    NEVER;

    /** Returns whether a test that ends so may show its timeline; it does not if it was only aborted. */
    boolean mayShow(Optional<Throwable> end) {
        return this == ALWAYS || (this == FAILURE && end.isPresent());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
