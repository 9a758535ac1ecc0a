package io.github.windsock.junit;

import io.github.windsock.journal.Timeline;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a failure what it does not show, such as the timeline and its file: as a suppressed exception without a stack
 * trace.
 */
final class TimelineThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    /** Keeps the whole message below 20,000 characters. */
    private static final int LONGEST = 19_000;

    private TimelineThrowable(String message) {
        super(message, null, false, false);
    }

    /**
     * Returns what the failure does not show yet; empty if there is nothing.
     *
     * @param timeline the timeline, {@code null} if the failure shows it
     * @param file the file of the timeline, {@code null} if it could not be written
     */
    static Optional<TimelineThrowable> of(@Nullable Timeline timeline, @Nullable Path file) {
        String where = file == null ? "" : "the timeline is in " + file + "\n";
        if (timeline != null) {
            return Optional.of(new TimelineThrowable(
                    "what happened on the sockets:\n\n" + timeline.upTo(LONGEST) + "\n\n" + where));
        }
        return where.isEmpty() ? Optional.empty() : Optional.of(new TimelineThrowable(where));
    }

    static TimelineThrowable hint(String message) {
        return new TimelineThrowable(message);
    }

    /** Leaves out the name of the class, which tells the reader nothing. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message itself is unchanged
    public String toString() {
        return String.valueOf(getMessage());
    }
}
