package io.github.windsock.server.internal.behavior;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Behaviors that take turns, attempt by attempt. The last one answers all further attempts, or these fail the test. */
public record TurnPlan(List<Plan> plans, boolean fails) implements ChoosingPlan {

    public static TurnPlan of(List<Plan> plans) {
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("inTurn() has no behavior; name at least one");
        }
        plans.stream().filter(Plan::takesTurns).findFirst().ifPresent(nested -> {
            throw new IllegalArgumentException(nested + " is within another inTurn(..); make one list of both");
        });
        return new TurnPlan(plans, false);
    }

    public TurnPlan thenFail() {
        return new TurnPlan(plans, true);
    }

    @Override
    public Chooser chooser() {
        return new TurnChooser(plans.stream().map(Plan::chooser).toList(), new AtomicInteger());
    }

    /** Counts the turns. */
    private final class TurnChooser implements Chooser {
        private final List<Chooser> choosers;
        private final AtomicInteger next;

        TurnChooser(List<Chooser> choosers, AtomicInteger next) {
            this.choosers = choosers;
            this.next = next;
        }

        @Override
        public Choice choose(AttemptContext attempt) {
            int last = choosers.size() - 1;
            int turn = next.getAndUpdate(n -> Math.min(n + 1, choosers.size()));
            return turn > last && fails
                    ? Choice.unexpected(TurnPlan.this, oneMore(attempt.who()))
                    : choosers.get(Math.min(turn, last)).choose(attempt);
        }

        @Override
        public Chooser copy() {
            return new TurnChooser(choosers.stream().map(Chooser::copy).toList(), new AtomicInteger(next.get()));
        }

        @Override
        public boolean mayBlock() {
            return choosers.stream().anyMatch(Chooser::mayBlock);
        }
    }

    private HandshakeDecision.Unexpected oneMore(Object who) {
        String what = "an attempt more than the " + plans.size() + " that " + this + " answers";
        return new HandshakeDecision.Unexpected(who + " is " + what, what);
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    @Override
    public Stream<Plan> children() {
        return plans.stream();
    }

    @Override
    public boolean mayFailTest() {
        return fails || ChoosingPlan.super.mayFailTest();
    }

    @Override
    public String toString() {
        return plans.stream().map(String::valueOf).collect(Collectors.joining(", ", "inTurn(", ")"))
                + (fails ? ".thenFail()" : "");
    }
}
