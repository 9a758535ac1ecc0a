package io.github.windsock.server;

import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.clock.BehaviorTimers;
import io.github.windsock.server.internal.conversation.Rooms;
import io.github.windsock.server.internal.conversation.RuleUse;
import io.github.windsock.server.internal.conversation.RunningScripts;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.session.ServerContext;
import io.github.windsock.server.internal.session.ServerSessions;
import io.github.windsock.server.internal.session.UnexpectedEvents;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes what a session needs of its server, for sessions without one. */
final class ServerContexts {

    private ServerContexts() {}

    static ServerContext of(Recorder journal, Duration closeTimeout) {
        return of(journal, closeTimeout, Runnable::run);
    }

    static ServerContext of(Recorder journal, Duration closeTimeout, Consumer<Runnable> workers) {
        return new ServerContext(
                closeTimeout,
                new RunningScripts(closeTimeout, Settings.defaults()),
                new RuleUse(false),
                new Rooms(),
                workers,
                new UnexpectedEvents(),
                journal.pending(),
                new ServerSessions(),
                ServerConnection::of,
                Long.MAX_VALUE,
                LimitNames.METHODS,
                BehaviorTimers.REAL,
                EngineFinder.find(null));
    }
}
