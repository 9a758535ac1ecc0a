package io.github.windsock.internal.script;

import io.github.windsock.internal.script.ScriptPosition.NextStep;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Prints the steps of a script and which of them are done. */
public final class ScriptReport {
    private static final int SHOWN_BEFORE = 8;
    private static final int SHOWN_AFTER = 4;

    private final List<ScriptNode> lines;
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    public ScriptReport(List<ScriptNode> script) {
        this.lines = script.stream().flatMap(ScriptNode::all).toList();
    }

    /** Marks a step as done. */
    public void add(ScriptNode step) {
        done.add(step.number());
    }

    /**
     * Returns the message of a failure: what went wrong, at which step, and which steps are done.
     *
     * @param what what went wrong
     * @param position the position in the script
     * @param nearest the step that nearly matched; may be empty
     */
    public String of(String what, ScriptPosition position, String nearest) {
        String lines = at(choices(position).stream().map(ScriptPosition::number).collect(Collectors.toSet()));
        return what + steps(position) + "; its script:\n" + lines + (nearest.isEmpty() ? "" : "\n" + nearest);
    }

    /** Returns the steps that may come next, such as {@code step 3, expect(text("a"))}. */
    public static String steps(ScriptPosition position) {
        return choices(position).stream().map(ScriptPosition::toString).collect(Collectors.joining(" or "));
    }

    private static List<ScriptPosition> choices(ScriptPosition position) {
        List<NextStep> choices = position.choices();
        return choices.isEmpty()
                ? List.of(position)
                : choices.stream().map(NextStep::position).toList();
    }

    /**
     * Prints one line for each step; of a long script only the lines around {@code here}, the numbers of the next
     * steps.
     */
    private String at(Set<String> here) {
        int place = 0;
        while (place < lines.size() && !here.contains(lines.get(place).number())) {
            place++;
        }
        int from = Math.max(0, place - SHOWN_BEFORE);
        int to = Math.min(lines.size(), place + SHOWN_AFTER + 1);
        StringJoiner text = new StringJoiner("\n");
        if (from > 0) {
            text.add("  … " + from + " before");
        }
        lines.subList(from, to).forEach(line -> text.add(show(line, here)));
        if (to < lines.size()) {
            text.add("  … " + (lines.size() - to) + " after");
        }
        return text.toString();
    }

    private String show(ScriptNode line, Set<String> here) {
        String number = line.number();
        String indent =
                "  ".repeat(1 + (int) number.chars().filter(each -> each == '.').count());
        String mark = here.contains(number) ? "  (here)" : done.contains(number) ? "  (done)" : "";
        return indent + number + ". " + line.step() + mark;
    }
}
