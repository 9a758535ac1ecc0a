package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * A journal, printed: one line an entry, both ends in one order, what assertions claimed marked with a check. Its
 * {@code toString()} is the title and a line for each entry; a very long timeline keeps its head and tail.
 *
 * <p>Text stays as it is, Chinese and emoji included; control characters are shown as escapes, long payloads are shortened
 * beside their size, binary is hexadecimal. A timeline is a snapshot: it does not change.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Timeline {

    /**
     * Returns the line above the entries.
     *
     * @return such as {@code ChatTests.greets() · ws://127.0.0.1:41233}
     */
    String title();

    /**
     * Tells whether the timeline has no entries.
     *
     * @return whether nothing happened
     */
    boolean isEmpty();

    /**
     * Returns the timeline in so many characters, for a message: its beginning and, as far as there is room, its end.
     *
     * @param characters how many at most; for a very small number it may be more
     * @return the text, with a line that says how much is left out
     */
    String upTo(int characters);
}
