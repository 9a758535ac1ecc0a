package io.github.windsock.server.internal.behavior;

/** Chooses the plan that answers an attempt, and counts its decisions. May be used from any thread. */
public interface Chooser {

    /** Decides about the next attempt. */
    Choice choose(Attempted attempt);

    /** Returns one that goes on from here, and counts apart from now on. */
    Chooser copy();

    /** Returns whether code of the user's is asked, which may block. */
    default boolean mayBlock() {
        return false;
    }
}
