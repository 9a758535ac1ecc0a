package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Assertions that nothing comes, each of which knows how it knows. */
final class QuietAssertions {

    private QuietAssertions() {}

    static void assertNothingMoreReceived(Party party) {
        proveQuiet(party, 0);
    }

    /** Proves that no unclaimed message is there or under way beyond a number that the caller knows of. */
    static void proveQuiet(Party party, int known) {
        PartyLog ledger = PartyLog.of(party);
        requireNoMore(party, known, "");
        requireNoGap(party);
        if (ledger.isOver()) {
            return;
        }
        Duration timeout = party.journal().settings().timeout();
        Fence fence = Fence.behindMessagesTo(
                ledger, timeout, () -> Inbox.unclaimed(ledger).size() > known);
        boolean isQuiet = fence.pass();
        requireNoMore(party, known, "found by " + fence);
        if (fence.isForeign()) {
            throw foreign(ledger);
        }
        if (!isQuiet) {
            throw Failure.of(
                    party,
                    "nobody can tell that " + ledger + " receives nothing more: " + fence.why()
                            + "; give a time to watch: quietFor(..)",
                    "");
        }
        requireNoGap(party);
    }

    static void assertNothingMoreReceived(Party party, QuietPeriod period) {
        watch(party, 0, period);
    }

    /** Watches whether unclaimed messages come beyond a number that the caller knows of. */
    static void watch(Party party, int known, QuietPeriod period) {
        PartyLog ledger = PartyLog.of(party);
        Recorder.of(party).watch(ledger, period.length(), () -> {
            boolean isBroken = ledger.hasGap() || Inbox.unclaimed(ledger).size() > known;
            return isBroken ? Answer.found(true) : MessageAssertions.pendingUnlessOver(ledger);
        });
        requireNoMore(party, known, "within " + Durations.format(period.length()));
        requireNoGap(party);
    }

    static Message assertNothingMoreReceivedBefore(Message fence, Party party) {
        PartyLog ledger = PartyLog.of(party);
        Outcome<Message> outcome = Recorder.of(party).await(ledger, () -> {
            Optional<Entry> next = Inbox.unclaimed(ledger).stream().findFirst();
            if (next.isEmpty()) {
                return MessageAssertions.pendingUnlessOver(ledger);
            }
            return Inbox.message(next.get()).equals(fence)
                    ? Answer.found(fence, next.get())
                    : Answer.never("another message came before it");
        });
        requireNoGap(party);
        if (outcome instanceof Outcome.Missed<Message> missed) {
            Object actual = Inbox.shown(Inbox.unclaimed(ledger));
            throw Failure.of(party, ledger + " did not receive " + fence + " next", fence, actual, missed.why());
        }
        return fence;
    }

    private static void requireNoMore(Party party, int known, String how) {
        List<Entry> unclaimed = Inbox.unclaimed(PartyLog.of(party));
        if (unclaimed.size() > known) {
            List<Entry> more = unclaimed.subList(known, unclaimed.size());
            throw Failure.of(party, PartyLog.of(party) + " received more", "nothing more", Inbox.shown(more), how);
        }
    }

    private static void requireNoGap(Party party) {
        if (PartyLog.of(party).hasGap()) {
            throw Failure.of(
                    party,
                    "nobody can tell what " + PartyLog.of(party) + " received: the journal dropped older entries",
                    "raise windsock.journal.entries or windsock.journal.bytes");
        }
    }

    private static IllegalStateException foreign(PartyLog ledger) {
        if (ledger.hasPeerElsewhere()) {
            return new IllegalStateException(
                    "the two ends of " + ledger + " stand in different journals, so neither knows"
                            + " what the other sends; make the page with BrowserPage.builder().journal(server.journal())");
        }
        return new IllegalStateException(
                "the other end of " + ledger + " is not Windsock's own, so nobody can know that it"
                        + " sends nothing more; say for how long to watch, with quietFor(..), or use"
                        + " assertNothingMoreReceivedBefore(fence, party)");
    }
}
