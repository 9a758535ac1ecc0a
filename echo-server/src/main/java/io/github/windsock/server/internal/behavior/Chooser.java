package io.github.windsock.server.internal.behavior;

/** Chooses the plan that answers an attempt, and counts its decisions. Thread-safe. */
public interface Chooser {

    /** Decides about the next attempt. */
    Choice choose(AttemptContext attempt);

    /** Returns a copy with the current counts, which then counts independently. */
    Chooser copy();

    /** Tells whether it calls code of the user, which may block. */
    default boolean mayBlock() {
        return false;
    }
}
