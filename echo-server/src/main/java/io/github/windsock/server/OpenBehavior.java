package io.github.windsock.server;

import io.github.windsock.server.internal.behavior.Plan;

/** A behavior about which nothing more can be said. */
final class OpenBehavior extends Behavior {

    OpenBehavior(Plan plan) {
        super(plan);
    }
}
