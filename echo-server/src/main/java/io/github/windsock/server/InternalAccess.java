package io.github.windsock.server;

import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.engine.HttpFallback;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.handshake.RequestFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives {@link ServerInternals} access to what is not public in the server's types. */
final class InternalAccess extends ServerInternals {

    @Override
    protected boolean isServerClosed(EchoServer server) {
        return server.isClosed();
    }

    @Override
    protected String whatCameTo(EchoServer server) {
        return server.running().whatCame();
    }

    @Override
    protected String outageOf(EchoServer server) {
        return server.running().outage();
    }

    @Override
    protected Optional<List<Attempt>> claimExactlyFrom(int attempts, EchoServer server) {
        return server.running()
                .log()
                .claimExactly(attempts)
                .map(all -> all.stream().map(Attempt::of).toList());
    }

    @Override
    protected ListeningPort portOf(EchoServer server) {
        return server.running().port();
    }

    @Override
    protected String addressOf(EchoServer server) {
        return server.running().address();
    }

    @Override
    protected void setFallback(EchoServer server, HttpFallback other) {
        server.running().fallback(other);
    }

    @Override
    protected void setFilter(EchoServer.Builder builder, RequestFilter filter) {
        builder.filter(filter);
    }

    @Override
    protected void setLimitNames(EchoServer.Builder builder, LimitNames names) {
        builder.limitNames(names);
    }

    @Override
    protected Optional<TestClock> clockOf(EchoServer server) {
        return Optional.ofNullable(server.running().settings().clock());
    }

    @Override
    protected void setClock(EchoServer.Builder builder, Supplier<TestClock> clock) {
        if (builder.clock() == null) {
            builder.clock(clock.get());
        }
    }

    @Override
    protected List<String> engineNames() {
        return EngineFinder.names();
    }

    @Override
    protected void setEngine(EchoServer.Builder builder, String name) {
        builder.engine(name);
    }

    @Override
    protected Plan planOf(Behavior behavior) {
        return behavior.plan();
    }
}
