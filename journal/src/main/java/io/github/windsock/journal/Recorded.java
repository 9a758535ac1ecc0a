package io.github.windsock.journal;

/**
 * Something whose traffic a journal records: a server, a page, a socket or a connection.
 *
 * @since 1.0
 */
public interface Recorded {

    /**
     * Returns the journal that records it.
     *
     * @return the journal
     */
    Journal journal();
}
