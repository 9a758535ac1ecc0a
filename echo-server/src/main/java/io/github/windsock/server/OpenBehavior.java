package io.github.windsock.server;

import io.github.windsock.server.internal.behavior.Plan;

/** A behavior without methods of its own. */
final class OpenBehavior extends Behavior {

    OpenBehavior(Plan plan) {
        super(plan);
    }
}
