package io.github.windsock.junit;

import io.github.windsock.journal.Timeline;

/** Carries the timeline under a failure that does not show it itself: suppressed, and without a stack of its own. */
final class TimelineThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    TimelineThrowable(Timeline timeline) {
        super(timeline.toString(), null, false, false);
    }

    /** The class's name would only be noise above the timeline. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message stays what it is: the timeline alone
    public String toString() {
        return "what happened on the sockets:\n\n" + getMessage() + "\n";
    }
}
