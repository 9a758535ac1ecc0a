package io.github.windsock.assertions;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.stream.Collectors;

/** Assertions about {@code readyState}. */
final class StateAssertions {

    private StateAssertions() {}

    static <P extends Party> P assertReadyState(ReadyState expected, P party) {
        PartyLog ledger = PartyLog.of(party);
        Outcome<Boolean> outcome = Recorder.of(party).await(ledger, () -> {
            ReadyState state = current(ledger);
            if (state == expected) {
                return Answer.found(true);
            }
            return state.compareTo(expected) > 0 ? Answer.never("readyState only grows") : Answer.pending();
        });
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            String why = because(ledger, missed.why()) + wasBefore(expected, ledger);
            throw Failure.of(party, ledger + " is not " + expected, expected, current(ledger), why);
        }
        return party;
    }

    static void assertReadyStates(List<ReadyState> expected, Party party) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected is empty, and every party takes a state; give CONNECTING or OPEN");
        }
        PartyLog ledger = PartyLog.of(party);
        Outcome<Boolean> outcome = Recorder.of(party).await(ledger, () -> {
            List<ReadyState> states = ledger.handledStates();
            if (states.equals(expected)) {
                return Answer.found(true);
            }
            boolean mayStillCome = states.size() < expected.size() && states.equals(expected.subList(0, states.size()));
            return mayStillCome && !ledger.isOver() ? Answer.pending() : Answer.never("");
        });
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            throw Failure.of(party, ledger + " took other states", expected, ledger.handledStates(), missed.why());
        }
    }

    private static String wasBefore(ReadyState expected, PartyLog ledger) {
        List<ReadyState> states = ledger.handledStates();
        return expected == ReadyState.CLOSING && states.contains(expected) // soon past: hardly anybody means it
                ? "; it was " + expected + " before: for what is past use assertReadyStates(List.of("
                        + states.stream().map(ReadyState::name).collect(Collectors.joining(", ")) + "), ..)"
                : "";
    }

    private static ReadyState current(PartyLog ledger) {
        List<ReadyState> states = ledger.handledStates();
        return states.isEmpty() ? ReadyState.CONNECTING : states.get(states.size() - 1);
    }

    /** A closed party says why it is so, which is what the reader wants to know. */
    private static String because(PartyLog ledger, String why) {
        return ledger.closing().isPresent() ? ClosingStory.of(ledger) : why;
    }
}
