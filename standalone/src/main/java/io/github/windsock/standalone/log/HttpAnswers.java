package io.github.windsock.standalone.log;

import io.github.windsock.journal.Event;

/** Answers to plain HTTP requests: those that got what they asked for are of little interest. */
public final class HttpAnswers {
    private HttpAnswers() {}

    /** Tells whether a page was served, or anything else that was asked for. */
    public static boolean isServed(Event event) {
        return event.httpStatus().orElse(0) / 100 == 2;
    }
}
