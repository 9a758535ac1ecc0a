package io.github.windsock.junit;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.WebSocketEngine;
import io.github.windsock.server.internal.ServerInternals;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engines, for {@link EveryEngine}. No parameter gets the engine: the test's own server runs on it. */
final class EngineDimension implements Dimension {

    /** The engine of one run. */
    record EngineOfTest(String name) {

        /** Sets the engine of a server that is about to be built. */
        void play(EchoServer.Builder builder, Declaration declaration, ExtensionContext test) {
            Class<? extends WebSocketEngine> other = declaration.said().engine();
            if (other != WebSocketEngine.class) {
                throw refusal(test, declaration + " names the engine " + other.getSimpleName() + ". Leave engine out.");
            }
            ServerInternals.engine(builder, name);
        }

        /** Returns the refusal of a host's server: it would be the same server for each engine. */
        ExtensionConfigurationException refusal(HostScope host, ExtensionContext test) {
            return refusal(
                    test,
                    "it would use the server of " + host.owner()
                            + " on each engine. Give each run a server of its own: " + host.advice());
        }

        private static ExtensionConfigurationException refusal(ExtensionContext test, String what) {
            return new ExtensionConfigurationException(
                    "@EveryEngine on [" + Titles.of(test.getRequiredTestMethod()) + "]: " + what);
        }
    }

    /** Returns the engine of a run, if its test has {@link EveryEngine}. */
    static Optional<EngineOfTest> of(ExtensionContext context) {
        return Optional.ofNullable(Scopes.store(context).get(EngineOfTest.class, EngineOfTest.class));
    }

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
