package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.TurnPlan;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Behaviors that take turns: the first attempt gets the first, and so on; the last one stays.
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
     * Returns the same turns, but an attempt after the last one is refused with 500 and fails the test, by
     * {@link EchoServer#verify()}.
     *
     * @return the behavior without a last one that stays
     */
    public Behavior thenFail() {
        return new OpenBehavior(((TurnPlan) plan()).thenFail());
    }
}
