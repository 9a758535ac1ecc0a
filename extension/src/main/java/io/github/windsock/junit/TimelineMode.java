package io.github.windsock.junit;

import java.util.Locale;

/** When the timeline of a test is shown: the values of {@value WebSocketExtension#TIMELINE}. */
enum TimelineMode {
    FAILURE,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
