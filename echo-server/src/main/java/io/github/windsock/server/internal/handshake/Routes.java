package io.github.windsock.server.internal.handshake;

import io.github.windsock.internal.text.Text;
import io.github.windsock.server.internal.behavior.Chooser;
import io.github.windsock.server.internal.behavior.Plan;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The behaviors of a server: one for each path template, and one for all other paths. Immutable, except for counts. */
public final class Routes {
    private final RoutedBehavior general;
    private final Map<PathTemplate, RoutedBehavior> special;

    /** A behavior with its chooser. */
    private record RoutedBehavior(Plan plan, Chooser chooser) {
        static RoutedBehavior of(Plan plan) {
            return new RoutedBehavior(plan, plan.chooser());
        }

        /** Returns a copy that counts independently. */
        RoutedBehavior copy() {
            return new RoutedBehavior(plan, chooser.copy());
        }
    }

    private Routes(RoutedBehavior general, Map<PathTemplate, RoutedBehavior> special) {
        this.general = general;
        this.special = special;
    }

    public static Routes of(Plan plan) {
        return new Routes(RoutedBehavior.of(plan), Map.of());
    }

    /** Returns a copy whose behaviors count independently. */
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

    /** Returns all behaviors. */
    public Stream<Plan> plans() {
        return Stream.concat(Stream.of(general), special.values().stream()).map(RoutedBehavior::plan);
    }

    /** Returns the chooser for attempts on a path. */
    public Chooser chooser(String path) {
        if (special.isEmpty()) {
            return general.chooser();
        }
        return special.entrySet().stream()
                .filter(each -> each.getKey().matches(path))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(general)
                .chooser();
    }

    /** Returns a note about a path that gets the general behavior although others have one of their own; else null. */
    @Nullable
    String miss(String path) {
        if (special.keySet().stream().anyMatch(each -> each.matches(path))) {
            return null;
        }
        return special.keySet().stream()
                .min(Comparator.comparingInt(each -> each.distanceTo(path)))
                .map(nearest -> "no path of at(..) matched " + Text.preview(path) + "; the nearest is "
                        + Text.preview(nearest.toString()))
                .orElse(null);
    }

    @Override
    public String toString() {
        return general.plan() + (special.isEmpty() ? "" : " " + special.keySet());
    }
}
