package io.github.windsock.server.internal.behavior;

import io.github.windsock.Payload;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a behavior's parameters, by name. */
public record Arguments(Map<String, Object> values) {
    public static final Arguments NONE = new Arguments(Map.of());

    public static Arguments of(String name, Object value) {
        return NONE.plus(name, value);
    }

    public Arguments plus(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Arguments(Collections.unmodifiableMap(more));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    Object find(String name) {
        return values.get(name);
    }

    public Object get(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for " + name + " among " + values);
        }
        return value;
    }

    int number(String name) {
        return (Integer) get(name);
    }

    /** Returns a number, or how often what has no bound is done. */
    long numberOrEndless(String name) {
        return has(name) ? number(name) : Long.MAX_VALUE;
    }

    Duration duration(String name) {
        return (Duration) get(name);
    }

    String text(String name) {
        return (String) get(name);
    }

    Payload payload(String name) {
        return (Payload) get(name);
    }
}
