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
 * What sessions need from their server.
 *
 * @param closeTimeout the timeout for the client's Close frame
 * @param scripts the running scripts
 * @param rules records which rules were used
 * @param rooms the rooms for broadcasts
 * @param workers runs tasks that may block
 * @param unexpected the failures of the test
 * @param undecided counts pending decisions
 * @param sessions the open connections
 * @param publicly returns the public view of a session
 * @param maxQueued the maximum number of bytes that a test may queue for a client that does not read
 * @param limits the names of the limits
 * @param timers runs the timers of behaviors
 * @param engine the engine
 */
public record ServerContext(
        Duration closeTimeout,
        RunningScripts scripts,
        RuleUse rules,
        Rooms rooms,
        Consumer<Runnable> workers,
        UnexpectedEvents unexpected,
        PendingDecisions undecided,
        ServerSessions sessions,
        Function<ServerSession, Object> publicly,
        long maxQueued,
        LimitNames limits,
        BehaviorTimers timers,
        EngineChoice engine) {

    /** Adds a plan that is used in the current window. */
    public void expect(Plan plan) {
        if (rules.isAsked()) {
            rules.expect(plan.numberedRules());
        }
        if (plan.mayFailTest()) {
            unexpected.expect();
        }
    }
}
