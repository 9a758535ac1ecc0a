package io.github.windsock.standalone.log;

import io.github.windsock.journal.Event;

/** Classifies answers to plain HTTP requests, so that logs can leave out successful ones. */
public final class HttpAnswers {
    private HttpAnswers() {}

    /** Returns whether the answer was successful. */
    public static boolean isServed(Event event) {
        return event.httpStatus().orElse(0) / 100 == 2;
    }
}
