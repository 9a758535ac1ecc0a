package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Assertions that nothing more comes, proved by a fence or by watching for a time. */
final class QuietAssertions {

    static final String GAP = "the journal dropped older entries; raise windsock.journal.entries or .bytes";

    private QuietAssertions() {}

    static List<Message> assertNothingMoreReceived(Party party, @Nullable QuietPeriod period) {
        Inbox inbox = new Inbox(party);
        new Proof(inbox, inbox::unclaimed, 0, "received more").prove(period);
        return inbox.claimed(); // without messages that came after the proof
    }

    static void assertNotReceived(Expected unwanted, Party party, @Nullable QuietPeriod period) {
        Inbox inbox = new Inbox(party, unwanted);
        new Proof(inbox, inbox::matching, 0, "received " + unwanted).prove(period);
    }

    /**
     * Proves that no more than a known number of unclaimed messages are there or on their way.
     *
     * @param inbox the messages of the party
     * @param counted the entries that count
     * @param known the allowed number of them
     * @param headline the predicate of the failure's headline
     */
    record Proof(Inbox inbox, Supplier<List<Entry>> counted, int known, String headline) {

        /** Proves it by a fence, or by watching if a period is given. */
        void prove(@Nullable QuietPeriod period) {
            if (period == null) {
                fence();
            } else {
                watch(period);
            }
        }

        private void fence() {
            PartyLog log = inbox.log();
            requireNoMore("");
            requireNoGap(inbox.party());
            if (log.isOver()) {
                return;
            }
            Fence fence = Fence.behindMessagesTo(
                    log,
                    Recorder.of(inbox.party()).timeout(),
                    () -> inbox.known(counted).size() > known);
            boolean isQuiet = fence.pass();
            requireNoMore("found by " + fence);
            if (fence.isForeign()) {
                throw foreign(log);
            }
            if (!isQuiet) {
                throw unknown(inbox.party(), "receives nothing more", fence);
            }
            requireNoGap(inbox.party());
        }

        private void watch(QuietPeriod period) {
            PartyLog log = inbox.log();
            Outcome<?> outcome = inbox.watch(period.length(), () -> {
                boolean isBroken = log.hasGap() || counted.get().size() > known;
                return isBroken ? Answer.found(true) : MessageAssertions.pendingUnlessOver(log);
            });
            requireNoMore("within " + Durations.format(period.length()));
            requireWatched(outcome, inbox.party(), log + " receives nothing more");
            requireNoGap(inbox.party());
        }

        private String from(String how) {
            Sender sender = new Sender(inbox.log());
            return "from " + sender.name() + (how.isEmpty() ? "" : ", " + how) + sender.note();
        }

        private void requireNoMore(String how) {
            List<Entry> all = inbox.now(counted);
            if (all.size() > known) {
                List<Entry> more = all.subList(known, all.size());
                throw Failure.of(
                        inbox.party(), inbox.log() + " " + headline, "nothing more", Inbox.shown(more), from(how));
            }
        }
    }

    /** Waits until everything that was on its way has arrived; later actions do not count. */
    static void awaitArrived(Inbox inbox, @Nullable QuietPeriod period) {
        PartyLog log = inbox.log();
        if (period != null) {
            Outcome<?> outcome = inbox.watch(period.length(), () -> MessageAssertions.pendingUnlessOver(log));
            requireWatched(outcome, inbox.party(), log + " has received all that is under way");
        } else if (!log.isOver()) {
            Fence fence = Fence.behindAll(log.journal(), Recorder.of(log).timeout());
            boolean isThrough = fence.pass();
            if (log.peer().isEmpty() && log.readyState() != ReadyState.CONNECTING && !log.isOver()) {
                throw foreign(log);
            }
            if (!isThrough) {
                throw unknown(inbox.party(), "has received all that is under way", fence);
            }
        }
        requireNoGap(inbox.party());
    }

    static Message assertNothingMoreReceivedBefore(Message fence, Party party) {
        Inbox inbox = new Inbox(party, Expected.of(fence));
        PartyLog log = inbox.log();
        Outcome<Message> outcome = inbox.await(() -> {
            Optional<Entry> next = inbox.unclaimed().stream().findFirst();
            if (next.isEmpty()) {
                return MessageAssertions.pendingUnlessOver(log);
            }
            return inbox.matches(0, next.get())
                    ? Answer.found(fence, next.get())
                    : Answer.never("another message of " + new Sender(log).name() + " came before it"
                            + new Sender(log).note());
        });
        requireNoGap(party);
        if (outcome instanceof Outcome.Missed<Message> missed) {
            List<Entry> there = inbox.now(inbox::unclaimed);
            String why = missed.why() + (there.isEmpty() ? inbox.sender() : "");
            throw Failure.of(party, log + " did not receive " + fence + " next", fence, Inbox.shown(there), why);
        }
        return fence;
    }

    /** An interrupt ends the watch early; then nothing is known about the rest of the time. */
    static void requireWatched(Outcome<?> outcome, Recorded where, String what) {
        if (outcome instanceof Outcome.Missed<?> missed && missed.isInterrupted()) {
            throw Failure.of(where, "cannot confirm that " + what + ": " + Outcome.INTERRUPTED, "");
        }
    }

    private static AssertionError unknown(Party party, String what, Fence fence) {
        return Failure.of(
                party,
                "cannot confirm that " + PartyLog.of(party) + " " + what + ": " + fence.why()
                        + (Thread.currentThread().isInterrupted() ? "" : "; give a time to watch: quietFor(..)"),
                "");
    }

    static void requireNoGap(Party party) {
        if (PartyLog.of(party).hasGap()) {
            throw Failure.of(
                    party,
                    "it is unknown what " + PartyLog.of(party) + " received: the journal dropped older entries",
                    "raise windsock.journal.entries or windsock.journal.bytes");
        }
    }

    private static IllegalStateException foreign(PartyLog log) {
        if (log.hasPeerElsewhere()) {
            return new IllegalStateException("the two ends of " + log + " are in different journals, so neither knows"
                    + " what the other sends; make the page with BrowserPage.builder().journal(server.journal())");
        }
        return new IllegalStateException(
                "the other end of " + log + " is not Windsock's own, so it is unknown whether it"
                        + " sends more; say for how long to watch, with quietFor(..), or use"
                        + " assertNothingMoreReceivedBefore(last, party)");
    }
}
