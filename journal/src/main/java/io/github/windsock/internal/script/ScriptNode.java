package io.github.windsock.internal.script;

import io.github.windsock.internal.script.ScriptStep.AnyOrderStep;
import io.github.windsock.internal.script.ScriptStep.EitherStep;
import io.github.windsock.internal.script.ScriptStep.ExpectClose;
import io.github.windsock.internal.script.ScriptStep.RepeatStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A step with its number in the script, such as 2, or 2.1 for the first step within step 2.
 *
 * @param scripts the scripts within the step
 * @param waits whether the step, or one within it, waits for the client
 * @param awaitsClose whether the step, or one within it, waits for the client's Close frame
 */
public record ScriptNode(
        ScriptStep step, String number, List<List<ScriptNode>> scripts, boolean waits, boolean awaitsClose) {

    /** Numbers the steps of a script. */
    public static List<ScriptNode> of(List<ScriptStep> script) {
        return of(script, "");
    }

    private static List<ScriptNode> of(List<ScriptStep> script, String prefix) {
        List<ScriptNode> nodes = new ArrayList<>();
        for (ScriptStep step : script) {
            nodes.add(of(step, prefix + (nodes.size() + 1)));
        }
        return List.copyOf(nodes);
    }

    private static ScriptNode of(ScriptStep step, String number) {
        List<List<ScriptNode>> inner = new ArrayList<>();
        if (step instanceof RepeatStep repeat) {
            inner.add(of(repeat.body(), number + "."));
        } else if (step instanceof EitherStep either) {
            lettered(either.branches(), number, inner);
        } else if (step instanceof AnyOrderStep all) {
            lettered(all.parts(), number, inner);
        }
        return of(step, number, inner);
    }

    private static void lettered(List<List<ScriptStep>> scripts, String number, List<List<ScriptNode>> inner) {
        for (List<ScriptStep> script : scripts) {
            inner.add(of(script, number + (char) ('a' + Math.min(25, inner.size())) + "."));
        }
    }

    private static ScriptNode of(ScriptStep step, String number, List<List<ScriptNode>> inner) {
        return new ScriptNode(
                step,
                number,
                List.copyOf(inner),
                ScriptChecks.isExpectation(step) || nodes(inner).anyMatch(ScriptNode::waits),
                step instanceof ExpectClose || nodes(inner).anyMatch(ScriptNode::awaitsClose));
    }

    private static Stream<ScriptNode> nodes(List<List<ScriptNode>> scripts) {
        return scripts.stream().flatMap(List::stream);
    }

    /** Returns a copy of this node without one of its scripts, which was chosen. */
    ScriptNode without(int script) {
        List<List<ScriptNode>> left = new ArrayList<>(scripts);
        left.remove(script);
        return of(step, number, left);
    }

    /** Returns this node and all nodes within it, in the order of the script. */
    public Stream<ScriptNode> all() {
        return Stream.concat(Stream.of(this), nodes(scripts).flatMap(ScriptNode::all));
    }
}
