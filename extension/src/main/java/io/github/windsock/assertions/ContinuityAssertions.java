package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.PartyLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Asserts that numbered messages continue from connection to connection. */
final class ContinuityAssertions {

    /** A message, its number, and who received it. */
    private record Numbered(Party party, Message message, long id) {

        String where() {
            return id + " of " + PartyLog.of(party);
        }
    }

    private ContinuityAssertions() {}

    static List<Message> assertContinuous(ToLongFunction<Message> idOf, List<? extends Party> parties) {
        if (parties.isEmpty()) {
            throw new IllegalArgumentException("parties is empty; name the sockets or connections in their order");
        }
        List<Numbered> all = new ArrayList<>();
        for (Party party : parties) {
            awaitArrived(party);
            received(PartyLog.of(party))
                    .forEach(message -> all.add(new Numbered(party, message, id(idOf, message, party))));
        }
        if (all.isEmpty()) {
            String why = parties.stream()
                    .map(party -> new Sender(PartyLog.of(party)).describeMessages())
                    .filter(each -> !each.isEmpty())
                    .collect(Collectors.joining("; "));
            throw Failure.of(parties.get(0), names(parties) + " received no message", why);
        }
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).id() != all.get(i - 1).id() + 1) {
                throw broken(all, i);
            }
        }
        return all.stream().map(Numbered::message).toList();
    }

    /** Waits for messages that Windsock's own end has sent; what a foreign peer has sent is unknown. */
    private static void awaitArrived(Party party) {
        PartyLog log = PartyLog.of(party);
        Inbox inbox = new Inbox(party);
        inbox.now(inbox::unclaimed); // marks ignored messages
        if (log.peer().isPresent()) {
            QuietAssertions.awaitArrived(inbox, null);
        } else {
            QuietAssertions.requireNoGap(party);
        }
        inbox.now(inbox::unclaimed);
    }

    private static List<Message> received(PartyLog log) {
        return log.entries().stream()
                .filter(entry -> entry.event().kind() == Kind.RECEIVED && !entry.isIgnored())
                .filter(Entry::isHandled)
                .map(Inbox::message)
                .toList();
    }

    @SuppressWarnings("IllegalCatch") // the failure reports every exception of the user's code
    private static long id(ToLongFunction<Message> idOf, Message message, Party party) {
        try {
            return idOf.applyAsLong(message);
        } catch (RuntimeException | AssertionError e) {
            AssertionError failure = Failure.of(
                    party,
                    "idOf threw " + e.getClass().getName() + " at " + message + " of " + PartyLog.of(party),
                    (e.getMessage() == null ? "" : Text.preview(e.getMessage()) + "; ")
                            + "keep messages without a number away with ignoreReceived(..)");
            failure.initCause(e);
            throw failure;
        }
    }

    private static AssertionError broken(List<Numbered> all, int at) {
        Numbered before = all.get(at - 1);
        Numbered next = all.get(at);
        long wanted = before.id() + 1;
        boolean isDoubled = all.subList(0, at).stream().anyMatch(each -> each.id() == next.id());
        boolean comesLater = all.subList(at, all.size()).stream().anyMatch(each -> each.id() == wanted);
        String what = isDoubled
                ? next.where() + " came twice"
                : comesLater || next.id() < wanted
                        ? next.where() + " came out of order"
                        : wanted + (next.id() == wanted + 1 ? "" : " to " + (next.id() - 1)) + " never came";
        return Failure.of(
                next.party(),
                "what was received is not continuous: " + what,
                wanted,
                next.id(),
                "after " + before.where() + ", at " + next.message() + " of " + PartyLog.of(next.party()) + ", from "
                        + new Sender(PartyLog.of(next.party())).name());
    }

    private static String names(List<? extends Party> parties) {
        return parties.stream().map(party -> PartyLog.of(party).name()).collect(Collectors.joining(" and "));
    }
}
