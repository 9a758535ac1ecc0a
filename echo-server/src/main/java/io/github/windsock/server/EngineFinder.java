package io.github.windsock.server;

import io.github.windsock.server.internal.connection.TransportEngine;
import io.github.windsock.server.internal.engine.EngineChoice;
import io.github.windsock.server.internal.engine.ServerEngine;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds the engine of a server: the one that the server names, the one of the system property, or Windsock's own. */
final class EngineFinder {
    static final String PROPERTY = "windsock.engine";

    /**
     * The engines found so far, since each search reads the whole class path. Their class loaders outlive this class.
     */
    private static final Map<String, ServerEngine> FOUND = new ConcurrentHashMap<>();

    private static final EngineChoice OWN = new EngineChoice(TransportEngine.INSTANCE, false);

    /** Returns the engine of a class; without a class, the one of the system property or Windsock's own. */
    static EngineChoice find(@Nullable Class<? extends WebSocketEngine> type) {
        if (type != null) {
            return new EngineChoice(find(nameOf(type), type.getName()), false);
        }
        String wanted = System.getProperty(PROPERTY, "");
        return wanted.isEmpty() ? OWN : named(wanted, PROPERTY + " = " + wanted);
    }

    /** Returns the engine with a name. The test did not choose it itself. */
    static EngineChoice named(String name, String where) {
        return name.equals(OWN.engine().name()) ? OWN : new EngineChoice(find(name, where), true);
    }

    /** Returns the names of all engines, Windsock's own first. */
    static List<String> names() {
        return Stream.concat(Stream.of(OWN.engine()), all())
                .map(ServerEngine::name)
                .toList();
    }

    private static String nameOf(Class<? extends WebSocketEngine> type) {
        try {
            return type.getConstructor().newInstance().name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " is not an engine; name one that a module of Windsock"
                            + " provides, such as JettyEngine of windsock-jetty",
                    e);
        }
    }

    private static ServerEngine find(String name, String where) {
        return FOUND.computeIfAbsent(name, missing -> load(missing, where));
    }

    private static ServerEngine load(String name, String where) {
        return all().filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no engine " + name + " for " + where
                        + "; add io.github.windsock:windsock-" + name + " to the tests, or leave it out"));
    }

    private static Stream<ServerEngine> all() {
        ServiceLoader<ServerEngine> all = ServiceLoader.load(ServerEngine.class, ServerEngine.class.getClassLoader());
        return StreamSupport.stream(all.spliterator(), false);
    }

    private EngineFinder() {}
}
