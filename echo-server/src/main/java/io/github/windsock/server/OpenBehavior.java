package io.github.windsock.server;

import io.github.windsock.server.internal.behavior.Plan;

/** A behavior on an open connection that takes no further settings. */
final class OpenBehavior extends Behavior {

    OpenBehavior(Plan plan) {
        super(plan);
    }
}
