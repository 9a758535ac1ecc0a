package io.github.windsock.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Which behavior answers which attempt: those for paths before the one for all. Immutable, but for the turns taken. */
final class Cast {
    private final Role general;
    private final Map<PathTemplate, Role> special;

    /** A behavior with the number of attempts that it has answered. */
    private record Role(Behavior behavior, AtomicInteger turns) {
        static Role of(Behavior behavior) {
            return new Role(behavior, new AtomicInteger());
        }

        /** Returns the same, for which the turns are counted apart from now on. */
        Role copy() {
            return new Role(behavior, new AtomicInteger(turns.get()));
        }

        Plan next() {
            return behavior.plan().turn(turns.getAndIncrement());
        }
    }

    private Cast(Role general, Map<PathTemplate, Role> special) {
        this.general = general;
        this.special = special;
    }

    static Cast of(Behavior behavior) {
        return new Cast(Role.of(behavior), Map.of());
    }

    /** Returns the same, for which the turns are counted apart from now on. */
    Cast copy() {
        Map<PathTemplate, Role> roles = new LinkedHashMap<>();
        special.forEach((path, role) -> roles.put(path, role.copy()));
        return new Cast(general.copy(), roles);
    }

    Cast with(Behavior behavior) {
        return new Cast(Role.of(behavior), special);
    }

    Cast with(PathTemplate path, Behavior behavior) {
        Map<PathTemplate, Role> more = new LinkedHashMap<>(special);
        more.put(path, Role.of(behavior));
        return new Cast(general, more);
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
