package io.github.windsock.junit;

import io.github.windsock.journal.Timeline;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries under a failure what it does not show itself, the timeline and the file with it: suppressed, and without a stack of
 * its own.
 */
final class TimelineThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    /** So that the whole message has no more than 20,000 characters. */
    private static final int LONGEST = 19_000;

    private TimelineThrowable(String message) {
        super(message, null, false, false);
    }

    /**
     * Returns what the failure does not tell yet.
     *
     * @param timeline what to show, {@code null} if the failure shows it
     * @param file where it was written to, {@code null} if that was not possible
     */
    static Optional<TimelineThrowable> of(@Nullable Timeline timeline, @Nullable Path file) {
        String where = file == null ? "" : "the timeline is in " + file + "\n";
        if (timeline != null) {
            return Optional.of(new TimelineThrowable(
                    "what happened on the sockets:\n\n" + timeline.upTo(LONGEST) + "\n\n" + where));
        }
        return where.isEmpty() ? Optional.empty() : Optional.of(new TimelineThrowable(where));
    }

    /** The class's name would only be noise above the timeline. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message stays what it is
    public String toString() {
        return String.valueOf(getMessage());
    }
}
