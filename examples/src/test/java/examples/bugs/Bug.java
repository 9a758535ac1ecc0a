package examples.bugs;

import io.github.windsock.server.Behavior;

/**
 * A mistake that clients make, and the one assertion that finds it.
 *
 * @param name what the client does wrong
 * @param server what the server does
 * @param right a client that does it right
 * @param wrong one that does not
 * @param assertion passes with the one and fails with the other
 */
record Bug(String name, Behavior server, Act right, Act wrong, Act assertion) {

    /** Something that is done in a scene. */
    @FunctionalInterface
    interface Act {
        void in(Scene scene) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
