package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.INTERNAL;

import org.apiguardian.api.API;

/**
 * The way of Windsock's other modules into what a party shows. Not for users: it may change in any release.
 *
 * @since 1.0
 */
@API(status = INTERNAL, since = "1.0")
public final class JournalInternals {

    private JournalInternals() {}

    /**
     * Returns what the journal has of a party.
     *
     * @param party the party
     * @return its record, always the same
     */
    public static Party record(Party party) {
        return party.record();
    }
}
