package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Assertions about messages that come. */
final class MessageAssertions {

    private MessageAssertions() {}

    static Message assertReceived(Message expected, Party party) {
        PartyLog ledger = PartyLog.of(party);
        Outcome<Message> outcome = Recorder.of(party).await(ledger, () -> {
            for (Entry entry : Inbox.unclaimed(ledger)) {
                if (expected.equals(Inbox.message(entry))) {
                    return Answer.found(Inbox.message(entry), entry);
                }
            }
            return pendingUnlessOver(ledger);
        });
        if (outcome instanceof Outcome.Met<Message> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<Message>) outcome).why();
        throw Inbox.missing(party, ledger + " did not receive " + expected, expected, why);
    }

    static List<Message> assertReceivedInOrder(List<Message> expected, Party party) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected is empty, and no messages always come; name at least one, or use"
                            + " assertNothingMoreReceived(party)");
        }
        PartyLog ledger = PartyLog.of(party);
        Outcome<List<Message>> outcome = Recorder.of(party).await(ledger, () -> {
            List<Entry> found = subsequence(expected, Inbox.unclaimed(ledger));
            return found.size() == expected.size()
                    ? new Answer.Found<>(Inbox.messages(found), found)
                    : pendingUnlessOver(ledger);
        });
        if (outcome instanceof Outcome.Met<List<Message>> met) {
            return met.value();
        }
        throw failure(party, ledger + " did not receive these messages in this order", expected, outcome);
    }

    static List<Message> assertReceivedExactly(List<Message> expected, Party party) {
        awaitExactly(expected, party);
        QuietAssertions.proveQuiet(party, expected.size());
        return claim(expected, party);
    }

    static List<Message> assertReceivedExactly(List<Message> expected, Party party, QuietPeriod period) {
        awaitExactly(expected, party);
        QuietAssertions.watch(party, expected.size(), period);
        return claim(expected, party);
    }

    private static void awaitExactly(List<Message> expected, Party party) {
        PartyLog ledger = PartyLog.of(party);
        Outcome<Boolean> outcome = Recorder.of(party).await(ledger, () -> {
            List<Message> got = Inbox.messages(Inbox.unclaimed(ledger));
            if (ledger.hasGap()) {
                return Answer.never("the journal dropped older entries; raise windsock.journal.entries or .bytes");
            }
            if (!isPrefix(got, expected)) {
                return Answer.never("");
            }
            return got.size() == expected.size() ? Answer.found(true) : pendingUnlessOver(ledger);
        });
        if (outcome instanceof Outcome.Missed<Boolean>) {
            throw failure(party, ledger + " did not receive exactly these messages", expected, outcome);
        }
    }

    private static List<Message> claim(List<Message> expected, Party party) {
        PartyLog ledger = PartyLog.of(party);
        Outcome<List<Message>> outcome = Recorder.of(party).await(ledger, Duration.ZERO, () -> {
            List<Entry> got = Inbox.unclaimed(ledger);
            return Inbox.messages(got).equals(expected)
                    ? new Answer.Found<>(expected, got)
                    : Answer.never("another assertion claimed one of them meanwhile");
        });
        if (outcome instanceof Outcome.Missed<List<Message>>) {
            throw failure(party, ledger + " did not receive exactly these messages", expected, outcome);
        }
        return expected;
    }

    static <T> Answer<T> pendingUnlessOver(PartyLog ledger) {
        return ledger.isOver() ? Answer.never(ledger + " is closed") : Answer.pending();
    }

    private static boolean isPrefix(List<Message> got, List<Message> expected) {
        return got.size() <= expected.size() && got.equals(expected.subList(0, got.size()));
    }

    private static List<Entry> subsequence(List<Message> expected, List<Entry> entries) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (found.size() < expected.size() && expected.get(found.size()).equals(Inbox.message(entry))) {
                found.add(entry);
            }
        }
        return found;
    }

    private static AssertionError failure(Party party, String headline, Object expected, Outcome<?> outcome) {
        Object actual = Inbox.shown(Inbox.unclaimed(PartyLog.of(party)));
        return Failure.of(party, headline, expected, actual, ((Outcome.Missed<?>) outcome).why());
    }
}
