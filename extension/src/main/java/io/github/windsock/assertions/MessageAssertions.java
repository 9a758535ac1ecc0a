package io.github.windsock.assertions;

import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Assertions about received messages. */
final class MessageAssertions {

    private static final String MEANWHILE = "another assertion claimed one of them meanwhile";

    private MessageAssertions() {}

    static Message assertReceived(Expected expected, Party party) {
        Inbox inbox = new Inbox(party, expected);
        return awaitOne(inbox, expected);
    }

    static Message awaitMessage(Party party) {
        Inbox inbox = new Inbox(party, Expected.of(Matchers.anyMessage()));
        return awaitOne(inbox, "a message");
    }

    private static Message awaitOne(Inbox inbox, Object what) {
        Outcome<Message> outcome = inbox.await(() -> {
            Entry first = inbox.firstMatching();
            return first == null ? pendingUnlessOver(inbox.log()) : Answer.found(Inbox.message(first), first);
        });
        if (outcome instanceof Outcome.Met<Message> met) {
            return met.value();
        }
        String headline = inbox.log() + " did not receive " + what;
        throw inbox.missing(headline, ((Outcome.Missed<Message>) outcome).why());
    }

    /** Waits for exactly {@code times} messages, and confirms that no more come. */
    static List<Message> assertReceived(int times, Expected expected, Party party, @Nullable QuietPeriod period) {
        if (times < 1) {
            throw new IllegalArgumentException(
                    "times is " + times + "; use" + " assertNotReceived(matcher, party), or give 1 or more");
        }
        Inbox inbox = new Inbox(party, expected);
        Outcome<Boolean> outcome = inbox.await(() -> {
            if (inbox.log().hasGap()) {
                return Answer.never(QuietAssertions.GAP);
            }
            return inbox.matching().size() >= times ? Answer.found(true) : pendingUnlessOver(inbox.log());
        });
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            throw notSoOften(inbox, expected, times, missed.why());
        }
        QuietAssertions.Proof proof = new QuietAssertions.Proof(
                inbox, inbox::matching, times, "received " + expected + " more than " + Counts.of(times));
        proof.prove(period);
        return claim(inbox, () -> {
                    List<Entry> found = inbox.matching();
                    return found.size() == times ? Optional.of(found) : Optional.empty();
                })
                .orElseThrow(() -> notSoOften(inbox, expected, times, MEANWHILE));
    }

    private static AssertionError notSoOften(Inbox inbox, Expected expected, int times, String why) {
        List<Entry> found = inbox.now(inbox::matching);
        String headline = inbox.log() + " did not receive " + expected + " " + Counts.of(times);
        if (found.isEmpty()) {
            return inbox.missing(headline, why);
        }
        return Failure.of(inbox.party(), headline, Counts.of(times), Counts.of(found.size()), why + inbox.sender());
    }

    static List<Message> assertReceivedInOrder(List<Expected> expected, Party party) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected is empty; give at least one message, or use" + " assertNothingMoreReceived(party)");
        }
        Inbox inbox = new Inbox(party, expected);
        PartyLog log = inbox.log();
        Outcome<List<Message>> outcome = inbox.await(() -> {
            List<Entry> found = subsequence(expected.size(), inbox);
            return found.size() == expected.size()
                    ? new Answer.Found<>(Inbox.messages(found), found)
                    : pendingUnlessOver(log);
        });
        if (outcome instanceof Outcome.Met<List<Message>> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<List<Message>>) outcome).why();
        throw Failure.of(
                party,
                log + " did not receive these messages in this order",
                Expected.shown(expected),
                Inbox.shown(inbox.now(inbox::unclaimed)),
                join(why + firstMissing(expected, inbox), new Sender(log).describeMessages()));
    }

    private static String join(String... reasons) {
        return Stream.of(reasons).filter(each -> !each.isEmpty()).collect(Collectors.joining("; "));
    }

    /** Names the first missing element; empty if all have come in the meantime. */
    private static String firstMissing(List<Expected> expected, Inbox inbox) {
        int found = inbox.now(() -> subsequence(expected.size(), inbox)).size();
        return found == expected.size()
                ? ""
                : "; element " + (found + 1) + ", " + expected.get(found) + ", did not come"
                        + (found == 0 ? "" : " after the one before");
    }

    private static List<Entry> subsequence(int length, Inbox inbox) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : inbox.unclaimed()) {
            if (found.size() < length && inbox.matches(found.size(), entry)) {
                found.add(entry);
            }
        }
        return found;
    }

    static List<Message> assertReceivedExactly(List<Expected> expected, Party party, @Nullable QuietPeriod period) {
        Inbox inbox = new Inbox(party, expected);
        awaitExactly(expected, inbox);
        new QuietAssertions.Proof(inbox, inbox::unclaimed, expected.size(), "received more").prove(period);
        return claim(inbox, () -> exactly(expected.size(), inbox)).orElseThrow(() -> notExactly(inbox, MEANWHILE));
    }

    private static void awaitExactly(List<Expected> expected, Inbox inbox) {
        Outcome<Boolean> outcome = inbox.await(() -> {
            if (inbox.log().hasGap()) {
                return Answer.never(QuietAssertions.GAP);
            }
            List<Entry> got = inbox.unclaimed();
            if (!isPrefix(got, expected.size(), inbox)) {
                return Answer.never("");
            }
            return got.size() == expected.size() ? Answer.found(true) : pendingUnlessOver(inbox.log());
        });
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            throw notExactly(inbox, missed.why());
        }
    }

    private static Optional<List<Entry>> exactly(int length, Inbox inbox) {
        List<Entry> got = inbox.unclaimed();
        return got.size() == length && isPrefix(got, length, inbox) ? Optional.of(got) : Optional.empty();
    }

    private static boolean isPrefix(List<Entry> got, int length, Inbox inbox) {
        boolean isPrefix = got.size() <= length;
        for (int i = 0; isPrefix && i < got.size(); i++) {
            isPrefix = inbox.matches(i, got.get(i));
        }
        return isPrefix;
    }

    private static AssertionError notExactly(Inbox inbox, String why) {
        List<Entry> got = inbox.now(inbox::unclaimed);
        String difference = inbox.difference(got);
        return Failure.of(
                inbox.party(),
                inbox.log() + " did not receive exactly these messages",
                inbox.expectedBeside(got),
                Inbox.shown(got),
                join(why, difference, new Sender(inbox.log()).describeMessages()));
    }

    /** Claims all entries, unless another assertion has claimed one meanwhile. */
    private static Optional<List<Message>> claim(Inbox inbox, Supplier<Optional<List<Entry>>> all) {
        Outcome<List<Message>> outcome = inbox.look(() -> {
            Optional<List<Entry>> entries = all.get();
            return entries.isPresent()
                    ? new Answer.Found<>(Inbox.messages(entries.get()), entries.get())
                    : Answer.never("");
        });
        return outcome instanceof Outcome.Met<List<Message>> met ? Optional.of(met.value()) : Optional.empty();
    }

    static List<Message> claimReceived(Party party, @Nullable QuietPeriod period) {
        Inbox inbox = new Inbox(party);
        QuietAssertions.awaitArrived(inbox, period);
        return claim(inbox, () -> Optional.of(inbox.unclaimed())).orElseThrow();
    }

    static <T> Answer<T> pendingUnlessOver(PartyLog log) {
        return log.isOver() ? Answer.never(ClosingStory.of(log)) : Answer.pending();
    }
}
