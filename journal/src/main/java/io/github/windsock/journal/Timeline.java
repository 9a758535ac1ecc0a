package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * A printed journal: {@code toString()} returns a title and one line for each entry, both ends in one order. Entries
 * that an assertion claimed have a check mark. The middle of a very long timeline is left out.
 *
 * <p>Text is printed in quotes, with control characters escaped, and JSON as it is; binary content is printed in
 * hexadecimal; long payloads are cut and followed by their size. A timeline is a snapshot and does not change.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Timeline {

    /**
     * Returns the title, which is the first line.
     *
     * @return the title, such as {@code ChatTests.greets() · ws://127.0.0.1:41233}
     */
    String title();

    /**
     * Tells whether the timeline has no entries.
     *
     * @return whether it has no entries
     */
    boolean isEmpty();

    /**
     * Returns the timeline in a limited number of characters: its beginning and as much of its end as fits.
     *
     * @param characters the maximum number of characters; a very small number may be exceeded
     * @return the text, with a line that says how many entries are left out
     */
    String upTo(int characters);
}
