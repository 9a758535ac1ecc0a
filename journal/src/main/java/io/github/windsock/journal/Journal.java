package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The one ordered record of a test: attempts, handshakes, messages, control frames, faults and closes of both ends.
 *
 * <p>Entries are appended when their cause happens and never move. Every assertion and every {@code awaitX} of Windsock waits
 * on a journal, and is woken by what is added to it.
 *
 * <p>Its memory is bounded: it holds a number of entries and of payload bytes, and drops the oldest beyond that. Assertions
 * that something did <em>not</em> happen, or how often it did, do not pass across such a gap.
 *
 * <p>Each server has one, each page too, and those of a test share theirs. All methods may be called from any thread. Windsock
 * alone implements this interface, and may add methods to it.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Journal extends Recorded {

    /** The size in bytes above which a journal keeps only length, SHA-256, head and tail of a payload: {@value}. */
    int WHOLE_PAYLOAD_BYTES = 1 << 20;

    /**
     * Returns this journal.
     *
     * @return this
     */
    @Override
    default Journal journal() {
        return this;
    }

    /**
     * Returns the settings of this journal.
     *
     * @return the settings
     */
    Settings settings();

    /**
     * Returns the wall-clock time at which the journal started; the times of entries count from there.
     *
     * @return the start
     */
    Instant start();

    /**
     * Returns the entries of the present window.
     *
     * @return a snapshot in order
     */
    List<Entry> entries();

    /**
     * Returns what was appended after an entry, for those who follow a journal.
     *
     * @param sequence the {@linkplain Entry#sequence() sequence} of the last entry that was seen, -1 for none; if the first
     *     entry returned does not follow it, those between have been dropped
     * @return a snapshot in order, whatever the window
     */
    List<Entry> entriesAfter(long sequence);

    /**
     * Tells whether the bounded journal dropped entries that belong to the present window, of whatever party.
     *
     * @return whether there is a gap, across which no negative, counting or exact assertion may pass
     */
    boolean hasGap();

    /**
     * Returns the timeline of the present window; its times count from the first entry that it shows.
     *
     * @return a snapshot that prints as text
     */
    Timeline timeline();
}
