package io.github.windsock.junit;

import io.github.windsock.server.internal.ServerInternals;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

/** The engines, for {@link EveryEngine}. No parameter gets the engine: the test's own server runs on it. */
final class EngineDimension implements Dimension {

    @Override
    public Class<? extends Annotation> annotation() {
        return EveryEngine.class;
    }

    @Override
    public boolean isFor(Class<?> parameter) {
        return false;
    }

    @Override
    public List<DimensionValue> values(Method test) {
        List<String> names = ServerInternals.engines();
        if (names.size() == 1) {
            throw new IllegalArgumentException("there is no engine but Windsock's own on the class path. Add"
                    + " io.github.windsock:windsock-jetty to the tests, or write @Test.");
        }
        return names.stream()
                .map(name -> new DimensionValue(new EngineOfTest(name), name))
                .toList();
    }
}
