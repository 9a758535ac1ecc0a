package io.github.windsock.server;

import io.github.windsock.server.internal.behavior.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Which behavior answers which attempt: those for paths before the one for all. Immutable, but for the turns taken. */
final class Routes {
    private final RoutedBehavior general;
    private final Map<PathTemplate, RoutedBehavior> special;

    /** A behavior with the number of attempts that it has answered. */
    private record RoutedBehavior(Behavior behavior, AtomicInteger turns) {
        static RoutedBehavior of(Behavior behavior) {
            return new RoutedBehavior(behavior, new AtomicInteger());
        }

        /** Returns the same, for which the turns are counted apart from now on. */
        RoutedBehavior copy() {
            return new RoutedBehavior(behavior, new AtomicInteger(turns.get()));
        }

        Plan next() {
            return behavior.plan().turn(turns.getAndIncrement());
        }
    }

    private Routes(RoutedBehavior general, Map<PathTemplate, RoutedBehavior> special) {
        this.general = general;
        this.special = special;
    }

    static Routes of(Behavior behavior) {
        return new Routes(RoutedBehavior.of(behavior), Map.of());
    }

    /** Returns the same, for which the turns are counted apart from now on. */
    Routes copy() {
        Map<PathTemplate, RoutedBehavior> roles = new LinkedHashMap<>();
        special.forEach((path, role) -> roles.put(path, role.copy()));
        return new Routes(general.copy(), roles);
    }

    Routes with(Behavior behavior) {
        return new Routes(RoutedBehavior.of(behavior), special);
    }

    Routes with(PathTemplate path, Behavior behavior) {
        Map<PathTemplate, RoutedBehavior> more = new LinkedHashMap<>(special);
        more.put(path, RoutedBehavior.of(behavior));
        return new Routes(general, more);
    }

    boolean mayComplain() {
        return general.behavior().plan().mayComplain()
                || special.values().stream()
                        .anyMatch(each -> each.behavior().plan().mayComplain());
    }

    /** Returns what answers an attempt for a path; each call takes a turn. */
    Plan next(String path) {
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
        return general.behavior() + (special.isEmpty() ? "" : " " + special.keySet());
    }
}
