package io.github.windsock.server.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.internal.transport.TransportThreads;
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
 * Gives Windsock's other modules access to what is not public in the server's types. It is the only internal class that
 * depends on the public types; {@code EchoServer} provides the access when its class is loaded.
 */
public abstract class ServerInternals {
    private static volatile @Nullable ServerInternals access;

    /** Called by {@code EchoServer} when its class is loaded. */
    public static void provide(ServerInternals provided) {
        access = provided;
    }

    private static ServerInternals access() {
        if (access == null) {
            EchoServer.Builder unused = EchoServer.builder(); // loads the server, which calls provide(..)
        }
        return requireNonNull(access, "EchoServer has not provided its access");
    }

    /** Returns the port that a server listens on. */
    public static ListeningPort port(EchoServer server) {
        return access().portOf(server);
    }

    /** Returns the server's URL as text, which need not be parsed as a URI. */
    public static String address(EchoServer server) {
        return access().addressOf(server);
    }

    /** Sets the handler of HTTP requests that are not opening handshakes. A second call replaces the first. */
    public static void fallback(EchoServer server, HttpFallback other) {
        access().setFallback(server, other);
    }

    /** Sets a filter that sees each HTTP request, also opening handshakes, before the server does. */
    public static EchoServer.Builder filter(EchoServer.Builder builder, RequestFilter filter) {
        access().setFilter(builder, filter);
        return builder;
    }

    /** Sets the names of a server's limits for messages. */
    public static EchoServer.Builder limitNames(EchoServer.Builder builder, LimitNames names) {
        access().setLimitNames(builder, names);
        return builder;
    }

    /** Returns the plan of a behavior. */
    public static Plan plan(Behavior behavior) {
        return access().planOf(behavior);
    }

    /** Tells whether a server is closed. */
    public static boolean isClosed(EchoServer server) {
        return access().isServerClosed(server);
    }

    /** Claims and returns all attempts if there are exactly that many; empty otherwise. */
    public static Optional<List<Attempt>> claimExactly(int attempts, EchoServer server) {
        return access().claimExactlyFrom(attempts, server);
    }

    /** Reports a defect of a thread that goes on, as the server's own threads report theirs. */
    public static void report(Throwable defect) {
        TransportThreads.report(defect);
    }

    /** Describes what has come to a server, or that nothing has, for a failure. */
    public static String whatCame(EchoServer server) {
        return access().whatCameTo(server);
    }

    /** Returns a note for a failure that a server is down, after a semicolon; empty if it is not. */
    public static String outage(EchoServer server) {
        return access().outageOf(server);
    }

    protected abstract String whatCameTo(EchoServer server);

    protected abstract String outageOf(EchoServer server);

    protected abstract boolean isServerClosed(EchoServer server);

    protected abstract Optional<List<Attempt>> claimExactlyFrom(int attempts, EchoServer server);

    /** Returns the test clock of a server, if it has one. */
    public static Optional<TestClock> clock(EchoServer server) {
        return access().clockOf(server);
    }

    /** Sets a test clock, unless the builder has one already. */
    public static EchoServer.Builder clock(EchoServer.Builder builder, Supplier<TestClock> clock) {
        access().setClock(builder, clock);
        return builder;
    }

    /** Returns the names of all engines on the class path, Windsock's own first. */
    public static List<String> engines() {
        return access().engineNames();
    }

    /** Sets the engine by its name. Behaviors that it does not support abort the test. */
    public static EchoServer.Builder engine(EchoServer.Builder builder, String name) {
        access().setEngine(builder, name);
        return builder;
    }

    protected abstract List<String> engineNames();

    protected abstract void setEngine(EchoServer.Builder builder, String name);

    protected abstract Optional<TestClock> clockOf(EchoServer server);

    protected abstract void setClock(EchoServer.Builder builder, Supplier<TestClock> clock);

    protected abstract ListeningPort portOf(EchoServer server);

    protected abstract String addressOf(EchoServer server);

    protected abstract void setFallback(EchoServer server, HttpFallback other);

    protected abstract void setFilter(EchoServer.Builder builder, RequestFilter filter);

    protected abstract void setLimitNames(EchoServer.Builder builder, LimitNames names);

    protected abstract Plan planOf(Behavior behavior);
}
