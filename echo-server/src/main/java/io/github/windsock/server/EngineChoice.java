package io.github.windsock.server;

import io.github.windsock.journal.internal.Failure;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.connection.TransportEngine;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.engine.PortSettings;
import io.github.windsock.server.internal.engine.ServerEngine;
import java.io.IOException;
import java.util.EnumSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a server, and who wanted it.
 *
 * @param isOfTheSuite whether the property {@value #PROPERTY} did, for all tests: then one that it cannot play is none of its
 */
record EngineChoice(ServerEngine engine, boolean isOfTheSuite) {
    static final String PROPERTY = "windsock.engine";

    private static final EngineChoice OWN = new EngineChoice(TransportEngine.INSTANCE, false);

    /** Returns the engine of a class, or that of the suite if there is none. */
    static EngineChoice of(@Nullable Class<? extends WebSocketEngine> type) {
        if (type != null) {
            return new EngineChoice(find(nameOf(type), type.getName()), false);
        }
        String wanted = System.getProperty(PROPERTY, "");
        return wanted.isEmpty() || wanted.equals(OWN.engine.name())
                ? OWN
                : new EngineChoice(find(wanted, PROPERTY + " = " + wanted), true);
    }

    private static String nameOf(Class<? extends WebSocketEngine> type) {
        try {
            return type.getConstructor().newInstance().name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " is no engine; name one that a module of Windsock"
                            + " provides, such as JettyEngine of windsock-jetty",
                    e);
        }
    }

    private static ServerEngine find(String name, String where) {
        ServiceLoader<ServerEngine> all = ServiceLoader.load(ServerEngine.class, ServerEngine.class.getClassLoader());
        return StreamSupport.stream(all.spliterator(), false)
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no engine " + name + " for " + where
                        + "; add io.github.windsock:windsock-" + name + " to the tests, or leave it out"));
    }

    ListeningPort open(PortSettings settings) throws IOException {
        try {
            return engine.open(settings);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "the engine " + engine.name() + " does not work with the libraries of that name"
                            + " on the class path (" + e + "); take the versions that windsock-" + engine.name()
                            + " brings",
                    e);
        }
    }

    /** Refuses what the engine cannot play. */
    void require(Plan plan) {
        require(plan.needs(), plan.toString());
    }

    void require(Ability ability, String what) {
        require(EnumSet.of(ability), what);
    }

    private void require(Set<Ability> needed, String what) {
        Set<Ability> able = engine.abilities();
        String missing = needed.stream()
                .filter(each -> !able.contains(each))
                .map(Ability::toString)
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            String sentence = "the engine " + engine.name() + " cannot play " + what + ", which takes " + missing
                    + "; leave the engine out for this test";
            throw isOfTheSuite ? Failure.aborted(sentence) : new UnsupportedOperationException(sentence);
        }
    }
}
