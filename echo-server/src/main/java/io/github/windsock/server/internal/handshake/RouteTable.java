package io.github.windsock.server.internal.handshake;

import io.github.windsock.server.internal.behavior.Plan;
import java.util.stream.Stream;

/** The current routes of a server. Thread-safe. */
public final class RouteTable {
    private volatile Routes routes;

    public RouteTable(Plan plan) {
        routes = Routes.of(plan);
    }

    /** Returns the routes for an attempt that has come. */
    Routes current() {
        return routes;
    }

    public synchronized void set(Plan plan) {
        routes = routes.with(plan);
    }

    public synchronized void set(PathTemplate path, Plan plan) {
        routes = routes.with(path, plan);
    }

    public synchronized void restore(Routes before) {
        routes = before;
    }

    public Routes copy() {
        return routes.copy();
    }

    /** Returns all current behaviors. */
    public Stream<Plan> plans() {
        return routes.plans();
    }

    @Override
    public String toString() {
        return routes.toString();
    }
}
