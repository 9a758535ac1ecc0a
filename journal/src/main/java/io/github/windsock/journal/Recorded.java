package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * An object whose traffic a journal records: a server, a page, a socket or a connection.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Recorded {

    /**
     * Returns the journal that records it.
     *
     * @return the journal
     */
    Journal journal();
}
