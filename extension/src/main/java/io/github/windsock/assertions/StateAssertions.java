package io.github.windsock.assertions;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.stream.Collectors;

/** Assertions about {@code readyState}. */
final class StateAssertions {

    private StateAssertions() {}

    static <P extends Party> P assertReadyState(ReadyState expected, P party) {
        PartyLog log = PartyLog.of(party);
        Outcome<ReadyState> outcome = log.journal().await(log, new Reaching(log, expected));
        ReadyState state = log.handledState(); // it may be the expected one by now
        if (outcome instanceof Outcome.Missed<ReadyState> missed && state != expected) {
            String why = because(log, missed.why()) + stillToCome(expected, state, log) + wasBefore(expected, log);
            throw Failure.of(party, log + " is not " + expected, expected, state, why);
        }
        return party;
    }

    private record Reaching(PartyLog log, ReadyState expected) implements Question<ReadyState> {
        @Override
        public Answer<ReadyState> ask() {
            ReadyState state = log.handledState();
            if (state == expected) {
                return Answer.found(state);
            }
            return state.compareTo(expected) > 0 && !isAboutToEnd()
                    ? Answer.never("a party never returns to an earlier state")
                    : Answer.pending();
        }

        /** Tells whether the end comes in a moment, without a Close frame; the failure is to say what ended it. */
        private boolean isAboutToEnd() {
            return log.side() == Side.CLIENT && log.closingSince().isEmpty() && !log.isOver();
        }

        @Override
        public boolean mayHaveAnswer() {
            return log.handledState().compareTo(expected) >= 0;
        }

        @Override
        public boolean mayClaim() {
            return false;
        }
    }

    static <P extends Party> P assertReadyStates(List<ReadyState> expected, P party) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected is empty, but every party has at least one state; begin with CONNECTING or OPEN");
        }
        requireForward(expected);
        PartyLog log = PartyLog.of(party);
        Outcome<Boolean> outcome = Recorder.of(party).await(log, Question.ofState(() -> {
            List<ReadyState> states = log.handledStates();
            if (states.equals(expected)) {
                return Answer.found(true);
            }
            boolean mayStillCome = states.size() < expected.size() && states.equals(expected.subList(0, states.size()));
            return mayStillCome && !log.isOver() ? Answer.pending() : Answer.never(differing(expected, states));
        }));
        List<ReadyState> states = log.handledStates(); // they may be the expected ones by now
        if (outcome instanceof Outcome.Missed<Boolean> missed && !states.equals(expected)) {
            ReadyState last = expected.get(expected.size() - 1);
            String why = because(log, missed.why()) + stillToCome(last, log.handledState(), log);
            throw Failure.of(party, log + " took other states", expected, states, why);
        }
        return party;
    }

    private static void requireForward(List<ReadyState> expected) {
        for (int i = 1; i < expected.size(); i++) {
            if (expected.get(i - 1).compareTo(expected.get(i)) >= 0) {
                throw new IllegalArgumentException(expected.get(i) + " cannot come after " + expected.get(i - 1)
                        + "; expect states in the order CONNECTING, OPEN, CLOSING, CLOSED");
            }
        }
    }

    private static String differing(List<ReadyState> expected, List<ReadyState> actual) {
        int same = 0;
        while (same < Math.min(expected.size(), actual.size()) && expected.get(same) == actual.get(same)) {
            same++;
        }
        return "state " + (same + 1) + " differs";
    }

    /** Describes what the other end has not done yet. */
    private static String stillToCome(ReadyState expected, ReadyState state, PartyLog log) {
        return switch (state) {
            case CONNECTING -> new Sender(log).describeHandshake();
            case OPEN -> expected == ReadyState.CLOSED ? new Sender(log).describeClose() : "";
            default -> "";
        };
    }

    private static String wasBefore(ReadyState expected, PartyLog log) {
        List<ReadyState> states = log.handledStates();
        return expected == ReadyState.CLOSING
                        && states.contains(expected) // CLOSING is short, so the test rarely means it
                ? "; it was " + expected + " before: for what is past use assertReadyStates(List.of("
                        + states.stream().map(ReadyState::name).collect(Collectors.joining(", ")) + "), ..)"
                : "";
    }

    /** Returns why the party is closed, or else the given reason. */
    private static String because(PartyLog log, String why) {
        return log.closing().isPresent() ? ClosingStory.of(log) : why;
    }
}
