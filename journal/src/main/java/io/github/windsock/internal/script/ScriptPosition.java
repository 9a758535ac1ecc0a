package io.github.windsock.internal.script;

import io.github.windsock.internal.script.ScriptStep.AnyOrderStep;
import io.github.windsock.internal.script.ScriptStep.EitherStep;
import io.github.windsock.internal.script.ScriptStep.RepeatStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A position in a script that is being played, as an immutable list of the remaining steps. At each position either the
 * server does the next step, or the client does one of several.
 */
public final class ScriptPosition {
    private static final ScriptPosition END = new ScriptPosition(null, 0, "", true, null);

    private final @Nullable ScriptNode node;
    private final int round; // of a repeat
    private final String where; // the rounds of the repeats around it
    private final boolean mayEnd; // the client need not do anything more
    private final @Nullable ScriptPosition rest;
    private final boolean waits;
    private final boolean awaitsClose;

    /**
     * A step that the client can do next.
     *
     * @param node the expectation
     * @param position the position of the expectation
     * @param then the position after it
     */
    public record NextStep(ScriptNode node, ScriptPosition position, ScriptPosition then) {}

    private ScriptPosition(
            @Nullable ScriptNode node, int round, String where, boolean mayEnd, @Nullable ScriptPosition rest) {
        this.node = node;
        this.round = round;
        this.where = where;
        this.mayEnd = mayEnd;
        this.rest = rest;
        this.waits = (node != null && node.waits()) || (rest != null && rest.waits);
        this.awaitsClose = (node != null && node.awaitsClose()) || (rest != null && rest.awaitsClose);
    }

    /** Returns the beginning of a script. */
    public static ScriptPosition begin(List<ScriptNode> script) {
        return push(script, "", false, END).unrolled();
    }

    /** Prepends a script. In an endless repeat, the steps of the server at its beginning are optional. */
    private static ScriptPosition push(List<ScriptNode> script, String where, boolean isOptional, ScriptPosition rest) {
        int first = 0;
        while (isOptional && first < script.size() && !script.get(first).waits()) {
            first++;
        }
        ScriptPosition position = rest;
        for (int i = script.size() - 1; i >= 0; i--) {
            position = new ScriptPosition(script.get(i), 1, where, i < first || isEndless(script.get(i)), position);
        }
        return position;
    }

    /** Tells whether no step remains. */
    public boolean isEnd() {
        return node == null;
    }

    /** Tells whether the script may end here, as an endless repeat may between two rounds. */
    public boolean mayEnd() {
        return mayEnd;
    }

    private static boolean isEndless(ScriptNode node) {
        return node.step() instanceof RepeatStep repeat && repeat.isEndless();
    }

    /** Tells whether a remaining step waits for the client. */
    public boolean waits() {
        return waits;
    }

    /** Tells whether a remaining step waits for the client's Close frame. */
    public boolean awaitsClose() {
        return awaitsClose;
    }

    /** Returns the next step if it is one of the server. */
    public Optional<ScriptNode> action() {
        return node == null || isForClient(node) ? Optional.empty() : Optional.of(node);
    }

    private static boolean isForClient(ScriptNode node) {
        ScriptStep step = node.step();
        return step instanceof EitherStep
                || step instanceof AnyOrderStep
                || step instanceof RepeatStep
                || ScriptChecks.isExpectation(step);
    }

    /** Returns the position after the next step, when the server has done it. */
    public ScriptPosition next() {
        return rest().unrolled();
    }

    private ScriptPosition rest() {
        return rest == null ? END : rest;
    }

    /** Enters repeats, except for an endless one whose next round the client starts. */
    private ScriptPosition unrolled() {
        ScriptPosition position = this;
        while (position.node != null
                && position.node.step() instanceof RepeatStep
                && (!isEndless(position.node) || !position.roundBegun().choosesClient())) {
            position = position.roundBegun();
        }
        return position;
    }

    private boolean choosesClient() {
        ScriptPosition first = unrolled();
        return first.node != null && isForClient(first.node);
    }

    private ScriptPosition roundBegun() {
        RepeatStep repeat = (RepeatStep) head().step();
        boolean isLast = round == repeat.times();
        ScriptPosition after =
                isLast ? rest() : new ScriptPosition(head(), round + 1, where, repeat.isEndless(), rest());
        String in = "round " + round + (repeat.isEndless() ? "" : " of " + repeat.times());
        return push(head().scripts().get(0), where.isEmpty() ? in : where + ", " + in, repeat.isEndless(), after);
    }

    private ScriptNode head() {
        if (node == null) {
            throw new IllegalStateException("the script is over");
        }
        return node;
    }

    /**
     * Returns the steps that the client can do next, in order; empty if the next step is the server's or there is none.
     */
    public List<NextStep> choices() {
        List<NextStep> all = new ArrayList<>();
        addChoices(all);
        return all;
    }

    private void addChoices(List<NextStep> all) {
        if (node == null) {
            return;
        }
        ScriptStep step = node.step();
        if (ScriptChecks.isExpectation(step)) {
            all.add(new NextStep(node, this, rest().unrolled()));
        } else if (step instanceof RepeatStep) {
            roundBegun().addChoices(all);
        } else if (step instanceof EitherStep) {
            node.scripts().forEach(branch -> push(branch, where, false, rest()).addChoices(all));
        } else if (step instanceof AnyOrderStep) {
            for (int i = 0; i < node.scripts().size(); i++) {
                push(node.scripts().get(i), where, false, withoutPart(node, i)).addChoices(all);
            }
        }
    }

    private ScriptPosition withoutPart(ScriptNode all, int part) {
        return all.scripts().size() == 1 ? rest() : new ScriptPosition(all.without(part), 1, where, false, rest());
    }

    /** Returns the next step, such as {@code step 2.1 in round 2 of 3, expect(text("a"))}. */
    @Override
    public String toString() {
        return node == null ? "the end" : "step " + name() + ", " + node.step();
    }

    /** Returns the number of the next step and its rounds, such as {@code 2.1 in round 2 of 3}. */
    public String name() {
        return head().number() + (where.isEmpty() ? "" : " in " + where);
    }

    /** Returns the number of the next step; empty at the end. */
    public String number() {
        return node == null ? "" : node.number();
    }
}
