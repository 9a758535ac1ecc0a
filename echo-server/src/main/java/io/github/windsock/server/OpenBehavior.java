package io.github.windsock.server;

/** A behavior about which nothing more can be said. */
final class OpenBehavior extends Behavior {

    OpenBehavior(Plan plan) {
        super(plan);
    }
}
