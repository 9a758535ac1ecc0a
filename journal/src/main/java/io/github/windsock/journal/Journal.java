package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The record of everything that happens in a test, in one order: handshakes, messages, control frames, faults and
 * closes of both ends.
 *
 * <p>Entries are appended as they happen and never move. All assertions and {@code awaitX} methods of Windsock wait on
 * a journal; a new entry wakes those that it may answer.
 *
 * <p>Its memory is bounded: beyond a number of entries or payload bytes it drops the oldest entries. Assertions that
 * something did <em>not</em> happen, or how often it happened, fail if entries were dropped.
 *
 * <p>{@code toString()} is the whole {@link #timeline()}.
 *
 * <p>The servers and pages of a test share one journal. All methods may be called from any thread. Only Windsock
 * implements this interface; methods may be added.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Journal extends Recorded {

    /**
     * The maximum size in bytes of a payload that is kept whole: {@value}. Of larger ones, length, SHA-256 and ends
     * are.
     */
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
     * Returns the wall-clock time at which the journal started. The times of entries are relative to it.
     *
     * @return the start time
     */
    Instant start();

    /**
     * Returns the entries of the current window, which is usually the current test.
     *
     * @return a snapshot in order
     */
    List<Entry> entries();

    /**
     * Returns the entries after another one, to follow a journal. If the first returned entry does not have the next
     * sequence, the entries between were dropped.
     *
     * @param sequence the {@linkplain Entry#sequence() sequence} of the last entry that was seen; -1 for none
     * @return a snapshot in order, of all windows
     */
    List<Entry> entriesAfter(long sequence);

    /**
     * Tells whether the journal has dropped entries of the current window, of any party.
     *
     * @return whether entries were dropped; assertions of absence, number or exact order then fail
     */
    boolean hasGap();

    /**
     * Returns the timeline of the current window. Its times are relative to the first entry.
     *
     * @return a snapshot
     */
    Timeline timeline();
}
