package io.github.windsock.server.internal.behavior;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.script.ScriptChecks;
import io.github.windsock.internal.script.ScriptNode;
import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.internal.script.ScriptStep.AnyOrderStep;
import io.github.windsock.internal.script.ScriptStep.CloseStep;
import io.github.windsock.internal.script.ScriptStep.EitherStep;
import io.github.windsock.internal.script.ScriptStep.ExpectMessage;
import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.script.ScriptStep.RepeatStep;
import io.github.windsock.internal.script.ScriptStep.ResetStep;
import io.github.windsock.internal.script.ScriptStep.SendTemplate;
import io.github.windsock.internal.text.Text;
import io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.ScriptConversation;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script.
 *
 * @param steps the steps
 * @param file the file that it was read from; empty if it was created in Java
 */
public record ScriptPlan(List<ScriptStep> steps, String file) implements Plan {
    public static final ScriptPlan NONE = new ScriptPlan(List.of(), "");

    private static final Set<String> ALWAYS_KNOWN = Set.of("message", "n");

    /** Reads a script from a file. */
    static ScriptPlan of(String file, ScriptFiles files) {
        return new ScriptPlan(files.read(file), file).checked();
    }

    /** Appends a step. */
    public ScriptPlan plus(ScriptStep step) {
        return new ScriptPlan(ScriptChecks.plus(steps, step), file);
    }

    @Override
    public ScriptPlan checked() {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("script() has no step; add one, such as expect(..), or use silent()");
        }
        checkTemplates(steps, new TreeSet<>());
        return this;
    }

    /** Checks the names in templates: those of values that earlier matchers find are known. */
    private static void checkTemplates(List<ScriptStep> script, Set<String> known) {
        for (ScriptStep step : script) {
            if (step instanceof SendTemplate template) {
                requireKnown(template.template(), known);
            } else if (step instanceof ExpectMessage expectation) {
                known.addAll(expectation.matcher().names());
            } else if (step instanceof RepeatStep repeat) {
                checkTemplates(repeat.body(), known);
            } else if (step instanceof EitherStep either) {
                checkEach(either.branches(), known);
            } else if (step instanceof AnyOrderStep all) {
                checkEach(all.parts(), known);
            }
        }
    }

    /** Checks the names in a template, given those of the values that the script has found before. */
    static void requireKnown(String template, Set<String> known) {
        Set<String> all = new TreeSet<>(ALWAYS_KNOWN);
        all.addAll(known);
        TextTemplate.of(template).require(all, "this step of a script");
    }

    private static void checkEach(List<List<ScriptStep>> scripts, Set<String> known) {
        for (List<ScriptStep> script : scripts) {
            checkTemplates(script, new TreeSet<>(known));
        }
        scripts.forEach(script -> known.addAll(ScriptChecks.names(script)));
    }

    @Override
    public PlanKind kind() {
        return ScriptChecks.isFinite(steps) ? PlanKind.FINITE : PlanKind.LAST;
    }

    @Override
    public HandshakeDecision decision() {
        return new HandshakeDecision.Accepted(AcceptOptions.PLAIN);
    }

    @Override
    public boolean mayFailTest() {
        return true;
    }

    @Override
    public Set<Ability> needs() {
        return ScriptNode.of(steps).stream()
                .flatMap(ScriptNode::all)
                .flatMap(node -> abilityFor(node.step()))
                .collect(Collectors.toSet());
    }

    private static Stream<Ability> abilityFor(ScriptStep step) {
        if (step instanceof ResetStep) {
            return Stream.of(Ability.RESET);
        }
        if (step instanceof FaultStep fault) {
            return ScriptFaults.fault(fault).needs().stream();
        }
        boolean isEmptyClose = step instanceof CloseStep close && close.status().equals(CloseStatus.NO_STATUS);
        return isEmptyClose ? Stream.of(Ability.EVERY_CLOSE_CODE) : Stream.empty();
    }

    @Override
    public Conversation begin(ConversationContext context) {
        return new ScriptConversation(
                context,
                steps,
                isFinite(),
                (template, values) -> TextTemplate.of(template).fill(values),
                fault -> ScriptFaults.fault(fault).play(context));
    }

    @Override
    public List<Invocation> calls() {
        return file.isEmpty()
                ? Plan.super.calls()
                : List.of(Invocation.of(Definitions.SCRIPT, Arguments.of(Definitions.FILE, file)));
    }

    @Override
    public String toString() {
        return file.isEmpty() ? ScriptStep.script(steps) : "parse(" + Text.quote(BehaviorUrl.print(this)) + ")";
    }
}
