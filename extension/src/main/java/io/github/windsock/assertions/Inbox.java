package io.github.windsock.assertions;

import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.PartyLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a party has received and no assertion has claimed. */
final class Inbox {

    private static final int FEW = 3;

    private Inbox() {}

    /** The entries whose listeners have run, up to the first whose listeners have not: order is never skipped. */
    static List<Entry> unclaimed(PartyLog ledger) {
        List<Entry> unclaimed = new ArrayList<>();
        for (Entry entry : ledger.entries()) {
            boolean isMessage = entry.event().kind() == Kind.RECEIVED;
            if (isMessage && !entry.isHandled()) {
                break;
            }
            if (isMessage && !entry.isClaimed()) {
                unclaimed.add(entry);
            }
        }
        return unclaimed;
    }

    static Message message(Entry entry) {
        return entry.event().message().orElseThrow();
    }

    static List<Message> messages(List<Entry> entries) {
        return entries.stream().map(Inbox::message).toList();
    }

    /** Of many messages the one that is nearest to the expected one is what a reader wants to see, and a few more. */
    static AssertionError missing(Party party, String headline, Message expected, String why) {
        List<Entry> unclaimed = unclaimed(PartyLog.of(party));
        if (unclaimed.size() <= FEW) {
            return Failure.of(party, headline, expected, shown(unclaimed), why);
        }
        List<Message> nearest = messages(unclaimed).stream()
                .sorted(Comparator.comparingDouble(message -> distance(expected, message)))
                .limit(FEW)
                .toList();
        String reason = String.format(
                Locale.ROOT,
                "%s; of %,d messages that nobody claimed this is the nearest, then %s",
                why,
                unclaimed.size(),
                nearest.subList(1, FEW));
        return Failure.of(party, headline, expected, nearest.get(0), reason);
    }

    private static double distance(Message expected, Message actual) {
        if (expected.isText() != actual.isText() || !actual.payload().isComplete()) {
            return 1;
        }
        if (!expected.isText()) {
            int same =
                    expected.payload().asByteBuffer().mismatch(actual.payload().asByteBuffer());
            return same < 0 ? 0 : 1.0 / (2 + same);
        }
        return Matchers.text(expected.text()).match(actual).distance();
    }

    /** One message is shown as itself, so that a tool compares it with the expected one. */
    static Object shown(List<Entry> entries) {
        List<Message> messages = messages(entries);
        return switch (messages.size()) {
            case 0 -> "nothing";
            case 1 -> messages.get(0);
            default -> messages;
        };
    }
}
