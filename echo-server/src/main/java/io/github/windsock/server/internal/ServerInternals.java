package io.github.windsock.server.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.TestClock;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.engine.HttpFallback;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.handshake.RequestFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way of Windsock's other modules into the server's public types. It is the only class inside that knows them;
 * they register their access with it when their classes are loaded.
 */
public abstract class ServerInternals {
    private static volatile @Nullable ServerInternals access;

    /** Called by the public types when they are loaded. */
    public static void provide(ServerInternals provided) {
        access = provided;
    }

    private static ServerInternals access() {
        if (access == null) {
            EchoServer.Builder unused = EchoServer.builder(); // loads the server, which calls provide(..)
        }
        return requireNonNull(access, "EchoServer has not provided its access");
    }

    /** Returns where a server listens, a port of its engine. */
    public static ListeningPort port(EchoServer server) {
        return access().portOf(server);
    }

    /** Sets what answers requests that ask for no WebSocket. A second call replaces the first. */
    public static void fallback(EchoServer server, HttpFallback other) {
        access().setFallback(server, other);
    }

    /** Sets a filter that decides about each request, plain ones and attempts, before the server does. */
    public static EchoServer.Builder filter(EchoServer.Builder builder, RequestFilter filter) {
        access().setFilter(builder, filter);
        return builder;
    }

    /** Says what the owner of a server calls its limits. */
    public static EchoServer.Builder limitNames(EchoServer.Builder builder, LimitNames names) {
        access().setLimitNames(builder, names);
        return builder;
    }

    /** Returns what a behavior is made of. */
    public static Plan plan(Behavior behavior) {
        return access().planOf(behavior);
    }

    /** Returns whether a server is closed, and accepts no more connections. */
    public static boolean isClosed(EchoServer server) {
        return access().isServerClosed(server);
    }

    /** Returns all attempts, and counts them as asked for, if they are so many and no more. */
    public static Optional<List<Attempt>> claimExactly(int attempts, EchoServer server) {
        return access().claimExactlyFrom(attempts, server);
    }

    protected abstract boolean isServerClosed(EchoServer server);

    protected abstract Optional<List<Attempt>> claimExactlyFrom(int attempts, EchoServer server);

    /** Returns the clock that a server was given. */
    public static Optional<TestClock> clock(EchoServer server) {
        return access().clockOf(server);
    }

    /** Gives a server a clock if it has none. */
    public static EchoServer.Builder clock(EchoServer.Builder builder, Supplier<TestClock> clock) {
        access().setClock(builder, clock);
        return builder;
    }

    /** Returns the names of all engines on the class path, Windsock's own first. */
    public static List<String> engines() {
        return access().engineNames();
    }

    /** Has an engine of that name play a server; what it cannot play aborts the test. */
    public static EchoServer.Builder engine(EchoServer.Builder builder, String name) {
        access().setEngine(builder, name);
        return builder;
    }

    protected abstract List<String> engineNames();

    protected abstract void setEngine(EchoServer.Builder builder, String name);

    protected abstract Optional<TestClock> clockOf(EchoServer server);

    protected abstract void setClock(EchoServer.Builder builder, Supplier<TestClock> clock);

    protected abstract ListeningPort portOf(EchoServer server);

    protected abstract void setFallback(EchoServer server, HttpFallback other);

    protected abstract void setFilter(EchoServer.Builder builder, RequestFilter filter);

    protected abstract void setLimitNames(EchoServer.Builder builder, LimitNames names);

    protected abstract Plan planOf(Behavior behavior);
}
