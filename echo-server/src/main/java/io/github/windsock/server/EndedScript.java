package io.github.windsock.server;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.ScriptPlan;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A {@link Script} after which nothing can follow: its last step ends the connection, or has no end.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class EndedScript extends Behavior {
    private final ScriptPlan script;

    EndedScript(ScriptPlan script) {
        super(script);
        this.script = script;
    }

    /** A script is whole only when it is used. */
    @Override
    Plan plan() {
        return script.checked();
    }

    List<ScriptStep> steps() {
        return script.steps();
    }
}
