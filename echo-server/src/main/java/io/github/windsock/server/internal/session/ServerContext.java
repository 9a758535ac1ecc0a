package io.github.windsock.server.internal.session;

import io.github.windsock.journal.internal.PendingDecisions;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.clock.BehaviorTimers;
import io.github.windsock.server.internal.conversation.Rooms;
import io.github.windsock.server.internal.conversation.RuleUse;
import io.github.windsock.server.internal.conversation.RunningScripts;
import io.github.windsock.server.internal.engine.EngineChoice;
import io.github.windsock.server.internal.engine.LimitNames;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What sessions use of their server.
 *
 * @param closeTimeout for the client's Close frame
 * @param scripts those that have begun
 * @param rules which have been used
 * @param rooms the rooms, for broadcasts
 * @param workers run what may block
 * @param unexpected fail the test
 * @param undecided counts what the server has yet to decide
 * @param whenPlanned receives the behaviors of connections
 * @param whenOver receives the sessions that have ended
 * @param publicly returns what users see of a session
 * @param maxQueued how many bytes a test may send to a client that does not read
 * @param limits what the limits are called
 * @param timers where the timers of behaviors run
 * @param engine what speaks the protocol
 */
public record ServerContext(
        Duration closeTimeout,
        RunningScripts scripts,
        RuleUse rules,
        Rooms rooms,
        Consumer<Runnable> workers,
        Consumer<String> unexpected,
        PendingDecisions undecided,
        Consumer<Plan> whenPlanned,
        Consumer<ServerSession> whenOver,
        Function<ServerSession, Object> publicly,
        long maxQueued,
        LimitNames limits,
        BehaviorTimers timers,
        EngineChoice engine) {}
