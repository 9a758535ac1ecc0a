package io.github.windsock.assertions;

import java.util.Locale;

/** When and where the event happens that an assertion is about. */
enum Situation {
    THERE("before the assertion"),
    ABSENT("never"),
    LATE("while the assertion waits, or after it if it does not"),
    TWICE("twice, before the assertion"),
    ON_ANOTHER("on another connection or server, before the assertion"),
    AFTER_CLOSE("never, and the connection or the server is closed");

    private final String words;

    Situation(String words) {
        this.words = words;
    }

    /** Returns the title of its section in a golden file. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + words + ")";
    }
}
