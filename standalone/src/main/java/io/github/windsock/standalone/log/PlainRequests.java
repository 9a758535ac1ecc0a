package io.github.windsock.standalone.log;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;

/** Plain HTTP requests, which the journal has as notes: those that got what they asked for are of little interest. */
public final class PlainRequests {
    private PlainRequests() {}

    /** Tells whether an entry is about a page that was served. */
    public static boolean isServed(Entry entry) {
        return entry.event().kind() == Event.Kind.NOTE && entry.event().detail().startsWith("answered 2");
    }
}
