package io.github.windsock.assertions;

import io.github.windsock.CloseStatus;
import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Failure;
import io.github.windsock.journal.Ledger;
import io.github.windsock.journal.Outcome;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Question;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Assertions about the end of a connection. It is a state: two assertions may look at the same end. */
final class CloseAssertions {

    private CloseAssertions() {}

    static void assertClosedWith(CloseStatus expected, Party party) {
        Event end = awaitEnd(party, () -> "with " + expected, end(expected, party.ledger()));
        CloseStatus actual = end.status().orElseThrow();
        if (!actual.equals(expected)) {
            throw Failure.of(party, party.ledger() + " closed with another status", expected, actual, end.why());
        }
    }

    static void assertClosedCleanly(Party party) {
        Event end = awaitEnd(party, () -> "cleanly", question(party.ledger(), Event::wasClean));
        if (!end.wasClean()) {
            String status = end.status().orElseThrow().toString();
            throw Failure.of(party, party.ledger() + " did not close cleanly", "a clean close", status, end.why());
        }
    }

    private static Question<Event> end(CloseStatus expected, Ledger ledger) {
        return question(ledger, event -> event.status().filter(expected::equals).isPresent());
    }

    /** Claims the end only where it is the expected one: a failed assertion claims nothing. */
    private static Question<Event> question(Ledger ledger, Predicate<Event> isExpected) {
        return () -> ledger.closing()
                .map(entry -> isExpected.test(entry.event()) ? found(entry) : Answer.found(entry.event()))
                .orElseGet(Answer::pending);
    }

    private static Answer<Event> found(Entry entry) {
        return entry.claimedAt().isPresent() ? Answer.found(entry.event()) : Answer.found(entry.event(), entry);
    }

    private static Event awaitEnd(Party party, Supplier<String> how, Question<Event> question) {
        Outcome<Event> outcome = party.journal().await(party.ledger(), question);
        if (outcome instanceof Outcome.Met<Event> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<Event>) outcome).why();
        throw Failure.of(
                party,
                party.ledger() + " did not close " + how.get(),
                "CLOSED",
                party.ledger().readyState(),
                why);
    }
}
