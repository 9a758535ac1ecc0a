package io.github.windsock.server.internal.behavior;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of a behavior's parameters. */
public record Arguments(Map<Parameter<?>, Object> values) {
    public static final Arguments NONE = new Arguments(Map.of());

    public static <T> Arguments of(Parameter<T> parameter, T value) {
        return NONE.plus(parameter, value);
    }

    /** Adds a value, or replaces the value of the same parameter. */
    public <T> Arguments plus(Parameter<T> parameter, T value) {
        Map<Parameter<?>, Object> more = new LinkedHashMap<>(values);
        more.put(parameter, value);
        return new Arguments(Collections.unmodifiableMap(more));
    }

    public boolean has(Parameter<?> parameter) {
        return values.containsKey(parameter);
    }

    public <T> Optional<T> find(Parameter<T> parameter) {
        Object value = values.get(parameter);
        return value == null ? Optional.empty() : Optional.of(parameter.type().cast(value));
    }

    public <T> T get(Parameter<T> parameter) {
        return find(parameter)
                .orElseThrow(() -> new IllegalStateException("no value for " + parameter + " among " + values));
    }
}
