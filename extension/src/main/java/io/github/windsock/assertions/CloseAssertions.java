package io.github.windsock.assertions;

import io.github.windsock.CloseStatus;
import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Failure;
import io.github.windsock.journal.Outcome;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.PartyLog;
import io.github.windsock.journal.Question;
import java.util.function.Predicate;

/** Assertions about the end of a connection. It is a state: two assertions may look at the same end. */
final class CloseAssertions {

    private CloseAssertions() {}

    static void assertClosedWith(CloseStatus expected, Party party) {
        Event end = awaitEnd(party, "with ", expected, end(expected, party.ledger()));
        CloseStatus actual = end.status().orElseThrow();
        if (!actual.equals(expected)) {
            throw Failure.of(party, party.ledger() + " closed with another status", expected, actual, end.why());
        }
    }

    static void assertClosedCleanly(Party party) {
        Event end = awaitEnd(party, "cleanly", "", question(party.ledger(), Event::wasClean));
        if (!end.wasClean()) {
            String status = end.status().orElseThrow().toString();
            throw Failure.of(party, party.ledger() + " did not close cleanly", "a clean close", status, end.why());
        }
    }

    private static Question<Event> end(CloseStatus expected, PartyLog ledger) {
        return question(ledger, event -> expected.equals(event.status().orElse(null)));
    }

    /** Claims the end only where it is the expected one: a failed assertion claims nothing. */
    private static Question<Event> question(PartyLog ledger, Predicate<Event> isExpected) {
        return () -> {
            Entry end = ledger.closing().orElse(null);
            if (end == null) {
                return Answer.pending();
            }
            boolean isToBeClaimed = isExpected.test(end.event()) && !end.isClaimed();
            return isToBeClaimed ? Answer.found(end.event(), end) : Answer.found(end.event());
        };
    }

    private static Event awaitEnd(Party party, String how, Object what, Question<Event> question) {
        Outcome<Event> outcome = party.journal().await(party.ledger(), question);
        if (outcome instanceof Outcome.Met<Event> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<Event>) outcome).why();
        throw Failure.of(
                party,
                party.ledger() + " did not close " + how + what,
                "CLOSED",
                party.ledger().readyState(),
                why);
    }
}
