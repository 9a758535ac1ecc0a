package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.text.Text;
import io.github.windsock.server.internal.behavior.BrokenRule.Level;
import java.util.Set;

/** Converts faults to steps of scripts, which store them as URLs, and back. */
public final class ScriptFaults {
    private static final Set<BehaviorDefinition> ENDS =
            Set.of(Definitions.DROP, Definitions.RESET, TransportDefinitions.CUT_WITHIN_FRAME);

    private ScriptFaults() {}

    /** Returns the step that plays a fault. */
    public static FaultStep step(Invocation fault) {
        return new FaultStep(BehaviorUrl.print(fault), fault.toString(), ENDS.contains(fault.definition()));
    }

    /** Returns the step for the URL in a script file. */
    static FaultStep read(String url) {
        return step(fault(url));
    }

    /** Returns the fault that a step plays. */
    static Invocation fault(FaultStep step) {
        return fault(step.url());
    }

    private static Invocation fault(String url) {
        Plan plan = BehaviorUrl.parse(url, file -> {
            throw notOne(url);
        });
        if (plan instanceof Invocation call
                && call.definition()
                        .broken()
                        .filter(rule -> rule.level() != Level.HANDSHAKE)
                        .isPresent()) {
            return call;
        }
        throw notOne(url);
    }

    private static BehaviorProblem notOne(String url) {
        return new BehaviorProblem(Words.NO_FAULT, Text.visible(url));
    }
}
