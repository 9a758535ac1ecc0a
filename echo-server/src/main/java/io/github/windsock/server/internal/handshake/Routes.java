package io.github.windsock.server.internal.handshake;

import io.github.windsock.server.internal.behavior.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Which behavior answers which attempt: those for paths before the one for all. Immutable, but for the turns taken. */
public final class Routes {
    private final RoutedBehavior general;
    private final Map<PathTemplate, RoutedBehavior> special;

    /** A behavior with the number of attempts that it has answered. */
    private record RoutedBehavior(Plan plan, AtomicInteger turns) {
        static RoutedBehavior of(Plan plan) {
            return new RoutedBehavior(plan, new AtomicInteger());
        }

        /** Returns the same, for which the turns are counted apart from now on. */
        RoutedBehavior copy() {
            return new RoutedBehavior(plan, new AtomicInteger(turns.get()));
        }

        Plan next() {
            return plan.turn(turns.getAndIncrement());
        }
    }

    private Routes(RoutedBehavior general, Map<PathTemplate, RoutedBehavior> special) {
        this.general = general;
        this.special = special;
    }

    public static Routes of(Plan plan) {
        return new Routes(RoutedBehavior.of(plan), Map.of());
    }

    /** Returns the same, for which the turns are counted apart from now on. */
    public Routes copy() {
        Map<PathTemplate, RoutedBehavior> roles = new LinkedHashMap<>();
        special.forEach((path, role) -> roles.put(path, role.copy()));
        return new Routes(general.copy(), roles);
    }

    public Routes with(Plan plan) {
        return new Routes(RoutedBehavior.of(plan), special);
    }

    public Routes with(PathTemplate path, Plan plan) {
        Map<PathTemplate, RoutedBehavior> more = new LinkedHashMap<>(special);
        more.put(path, RoutedBehavior.of(plan));
        return new Routes(general, more);
    }

    public boolean mayFailTest() {
        return general.plan().mayFailTest()
                || special.values().stream().anyMatch(each -> each.plan().mayFailTest());
    }

    /** Returns what answers an attempt for a path; each call takes a turn. */
    public Plan next(String path) {
        if (special.isEmpty()) {
            return general.next();
        }
        return special.entrySet().stream()
                .filter(each -> each.getKey().matches(path))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(general)
                .next();
    }

    @Override
    public String toString() {
        return general.plan() + (special.isEmpty() ? "" : " " + special.keySet());
    }
}
