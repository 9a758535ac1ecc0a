package io.github.windsock.internal.script;

import io.github.windsock.CloseStatus;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.internal.script.ScriptStep.AnyOrderStep;
import io.github.windsock.internal.script.ScriptStep.CloseStep;
import io.github.windsock.internal.script.ScriptStep.DropStep;
import io.github.windsock.internal.script.ScriptStep.EitherStep;
import io.github.windsock.internal.script.ScriptStep.ExpectClose;
import io.github.windsock.internal.script.ScriptStep.ExpectMessage;
import io.github.windsock.internal.script.ScriptStep.ExpectPing;
import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.script.ScriptStep.PauseStep;
import io.github.windsock.internal.script.ScriptStep.RepeatStep;
import io.github.windsock.internal.script.ScriptStep.ResetStep;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.UnsendableCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Refuses steps that can never happen, at the time when a script is created. */
public final class ScriptChecks {
    private ScriptChecks() {}

    /**
     * Appends a step.
     *
     * @param steps steps that were appended with this method
     * @param next the next step
     * @return all steps
     * @throws IllegalArgumentException if the step could never happen or never end
     */
    public static List<ScriptStep> plus(List<ScriptStep> steps, ScriptStep next) {
        requireNext(steps, next);
        List<ScriptStep> more = new ArrayList<>(steps);
        more.add(next);
        return List.copyOf(more);
    }

    /**
     * Checks that a step can follow others.
     *
     * @throws IllegalArgumentException if the step could never happen or never end
     */
    static void requireNext(List<ScriptStep> steps, ScriptStep next) {
        requireMore(steps, next);
        check(next);
    }

    /**
     * Refuses a step after steps that never reach it.
     *
     * @throws IllegalArgumentException if the steps end the connection or have no end
     */
    public static void requireMore(List<ScriptStep> steps, Object next) {
        if (!steps.isEmpty()) {
            requireMore(last(steps), next);
        }
    }

    private static void requireMore(ScriptStep last, Object next) {
        if (isOverAfter(last)) {
            throw new IllegalArgumentException(
                    next + " could never happen: " + last + " before it ends the connection; leave one of them out");
        }
        if (!hasEnd(last)) {
            throw new IllegalArgumentException(next + " could never happen: " + last
                    + " before it has no end; give it a number of rounds, repeat(n, ..)");
        }
    }

    private static void check(ScriptStep step) {
        if (step instanceof ExpectMessage expectation) {
            checkMatcher(expectation.matcher());
        } else if (step instanceof ExpectPing expectation && expectation.payload() != null) {
            checkPayload(expectation, expectation.payload());
        } else if (step instanceof ExpectClose expectation && expectation.status() != null) {
            checkStatus(expectation, expectation.status());
        } else if (step instanceof RepeatStep repeat) {
            checkRepeat(repeat);
        } else if (step instanceof EitherStep either) {
            checkChoice(either, either.branches());
        } else if (step instanceof AnyOrderStep all) {
            checkParts(all);
        }
    }

    private static void checkMatcher(MessageMatcher matcher) {
        if (matcher.matchesNothing()) {
            throw new IllegalArgumentException("expect(" + matcher + ") could never be met: no message matches "
                    + matcher + ", as its parts contradict each other; use or(..) if either will do");
        }
    }

    private static void checkPayload(ExpectPing step, Payload payload) {
        if (payload.size() > Frame.MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException(step + " could never be met: its payload is " + payload.size()
                    + " bytes, and a ping holds at most " + Frame.MAX_CONTROL_BYTES);
        }
    }

    private static void checkStatus(ExpectClose step, CloseStatus status) {
        if (status.equals(CloseStatus.NO_STATUS)) {
            return;
        }
        String why = whyNeverReceived(status);
        if (!why.isEmpty()) {
            throw new IllegalArgumentException(step + " could never be met: " + why);
        }
    }

    /** Returns why no Close frame of a client has a status, and what to do instead; empty if one can have it. */
    private static String whyNeverReceived(CloseStatus status) {
        long bytes = Payload.ofText(status.reason()).size();
        if (status.code() == CloseStatus.ABNORMAL.code()) {
            return "1006 stands for a connection that ends without a Close frame; end the script before this step,"
                    + " and assert the end with assertClosedWith(1006, \"\", connection)";
        }
        if (status.code() == CloseStatus.NO_STATUS.code()) {
            return "1005 stands for an empty Close frame, which has no reason; expect the reason \"\"";
        }
        if (!CloseStatus.isSendable(status.code())) {
            return "a Close frame cannot have the code " + status.code() + "; expect " + UnsendableCode.SENDABLE
                    + ", or 1005 with the reason \"\" for an empty Close frame";
        }
        return bytes <= CloseStatus.MAX_REASON_BYTES
                ? ""
                : "its reason has " + bytes + " bytes in UTF-8, and a Close frame holds at most "
                        + CloseStatus.MAX_REASON_BYTES;
    }

    private static void checkRepeat(RepeatStep repeat) {
        requireSteps(repeat.body(), "repeat(..)");
        ScriptStep last = last(repeat.body());
        if (repeat.times() != 1 && (isOverAfter(last) || !hasEnd(last))) {
            throw new IllegalArgumentException("the second round of " + repeat + " could never begin: " + last
                    + (hasEnd(last) ? " ends the connection" : " has no end") + "; put it after the repeat");
        }
        if (repeat.isEndless() && repeat.body().stream().noneMatch(ScriptChecks::takesTime)) {
            throw new IllegalArgumentException(repeat + " would send without a break, and without an end: let it expect"
                    + " something or pause, or give it a number of rounds");
        }
    }

    private static void checkParts(AnyOrderStep all) {
        checkChoice(all, all.parts());
        for (List<ScriptStep> part : all.parts()) {
            ScriptStep last = last(part);
            if (isOverAfter(last) || !hasEnd(last)) {
                throw new IllegalArgumentException("the other parts of " + all + " could never happen after " + last
                        + ", which " + (hasEnd(last) ? "ends the connection" : "has no end")
                        + "; put it after anyOrder(..)");
            }
        }
    }

    private static void checkChoice(ScriptStep step, List<List<ScriptStep>> scripts) {
        if (scripts.size() < 2) {
            throw new IllegalArgumentException(step + " leaves no choice: give it two scripts or more");
        }
        List<ScriptStep> before = new ArrayList<>();
        for (List<ScriptStep> script : scripts) {
            requireSteps(script, step instanceof EitherStep ? "either(..)" : "anyOrder(..)");
            List<ScriptStep> firsts = firsts(script);
            if (firsts.isEmpty()) {
                throw new IllegalArgumentException("it is unclear when " + ScriptStep.script(script) + " in " + step
                        + " is meant, since it begins with " + script.get(0) + "; begin it with what the client does");
            }
            firsts.forEach(first -> before.stream()
                    .filter(other -> hides(other, first))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new IllegalArgumentException(first + " in " + step + " could never be chosen: " + other
                                + " matches everything that it matches; put it first if it matches less, or make them"
                                + " different");
                    }));
            before.addAll(firsts);
        }
    }

    private static void requireSteps(List<ScriptStep> script, String where) {
        if (script.isEmpty()) {
            throw new IllegalArgumentException(
                    "a script in " + where + " has no step; give it one, such as expect(..)");
        }
    }

    private static boolean hides(ScriptStep one, ScriptStep other) {
        if (one instanceof ExpectMessage first && other instanceof ExpectMessage second) {
            return first.matcher().covers(second.matcher());
        }
        if (one instanceof ExpectPing first && other instanceof ExpectPing second) {
            return first.payload() == null || Objects.equals(first.payload(), second.payload());
        }
        return one instanceof ExpectClose first
                && other instanceof ExpectClose second
                && (first.status() == null || Objects.equals(first.status(), second.status()));
    }

    /** Returns the expectations that the client can meet first; empty if the server acts first. */
    private static List<ScriptStep> firsts(List<ScriptStep> script) {
        ScriptStep first = script.get(0);
        if (isExpectation(first)) {
            return List.of(first);
        }
        if (first instanceof RepeatStep repeat) {
            return firsts(repeat.body());
        }
        return scriptsOf(first).stream().flatMap(each -> firsts(each).stream()).toList();
    }

    /** Returns the scripts that the client chooses from. */
    private static List<List<ScriptStep>> scriptsOf(ScriptStep step) {
        if (step instanceof EitherStep either) {
            return either.branches();
        }
        return step instanceof AnyOrderStep all ? all.parts() : List.of();
    }

    /** Tells whether the step waits for the client. */
    public static boolean isExpectation(ScriptStep step) {
        return step instanceof ExpectMessage || step instanceof ExpectPing || step instanceof ExpectClose;
    }

    /** Tells whether a step ends the connection. Some faults do, which their type does not tell. */
    private static boolean isOverAfter(ScriptStep last) {
        return endsConnection(last) || (last instanceof FaultStep fault && fault.endsConnection());
    }

    /** Tells whether a step ends the connection in any case. */
    private static boolean endsConnection(ScriptStep step) {
        if (step instanceof EitherStep either) {
            return either.branches().stream().allMatch(branch -> endsConnection(last(branch)));
        }
        if (step instanceof RepeatStep repeat) {
            return endsConnection(last(repeat.body()));
        }
        return step instanceof CloseStep
                || step instanceof DropStep
                || step instanceof ResetStep
                || step instanceof ExpectClose;
    }

    /** Tells whether a step ends by itself. */
    private static boolean hasEnd(ScriptStep step) {
        if (step instanceof EitherStep either) {
            return either.branches().stream().anyMatch(branch -> hasEnd(last(branch)));
        }
        return !(step instanceof RepeatStep repeat) || (!repeat.isEndless() && hasEnd(last(repeat.body())));
    }

    /** Tells whether another behavior can follow a script. */
    public static boolean isFinite(List<ScriptStep> script) {
        return script.isEmpty() || (!endsConnection(last(script)) && hasEnd(last(script)) && !mayEnd(last(script)));
    }

    /** Tells whether it depends on the client whether the step ends the connection. */
    private static boolean mayEnd(ScriptStep step) {
        return step instanceof EitherStep either
                && either.branches().stream()
                        .map(ScriptChecks::last)
                        .anyMatch(last -> endsConnection(last) || !hasEnd(last) || mayEnd(last));
    }

    private static boolean takesTime(ScriptStep step) {
        return isExpectation(step)
                || (step instanceof PauseStep pause && !pause.time().isZero())
                || (step instanceof RepeatStep repeat && repeat.body().stream().anyMatch(ScriptChecks::takesTime))
                || !scriptsOf(step).isEmpty();
    }

    /** Returns the names of the values that the matchers of a script find. */
    public static Set<String> names(List<ScriptStep> script) {
        Set<String> names = new TreeSet<>();
        for (ScriptStep step : script) {
            if (step instanceof ExpectMessage expectation) {
                names.addAll(expectation.matcher().names());
            } else if (step instanceof RepeatStep repeat) {
                names.addAll(names(repeat.body()));
            }
            scriptsOf(step).forEach(each -> names.addAll(names(each)));
        }
        return names;
    }

    private static ScriptStep last(List<ScriptStep> script) {
        return script.get(script.size() - 1);
    }
}
