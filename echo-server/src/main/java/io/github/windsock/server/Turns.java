package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.TurnPlan;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A behavior that answers each attempt with the next of several behaviors, and all further attempts with the last.
 *
 * @see Behaviors#inTurn
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Turns extends Behavior {

    Turns(Plan plan) {
        super(plan);
    }

    static Turns of(List<Behavior> behaviors) {
        return new Turns(TurnPlan.of(behaviors.stream().map(Behavior::plan).toList()));
    }

    /**
     * Refuses attempts after the last turn with 500; {@link EchoServer#verify()} then fails.
     *
     * @return a behavior that uses each of the behaviors once
     */
    public Behavior thenFail() {
        return new OpenBehavior(((TurnPlan) plan()).thenFail());
    }
}
