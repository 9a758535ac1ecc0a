package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The other end of a party that did not receive something. Describes for a failure what that end has sent. */
final class Sender {
    private final PartyLog receiver;

    Sender(PartyLog receiver) {
        this.receiver = receiver;
    }

    /** Returns the name of the other end, or "the server" or "the client" if it has none. */
    String name() {
        return receiver.peer().map(PartyLog::name).orElse(receiver.side() == Side.CLIENT ? "the server" : "the client");
    }

    /** Describes whether it has sent what did not arrive; empty if that is unknown. */
    String describe(Predicate<Event> isWanted, Kind sent, Kind received) {
        return describe("it", isWanted, sent, received);
    }

    private String describe(String what, Predicate<Event> isWanted, Kind sent, Kind received) {
        if (receiver.peer().isEmpty()) {
            return "";
        }
        PartyLog sender = receiver.peer().get();
        long gone = count(sender, sent, isWanted);
        long come = count(receiver, received, isWanted);
        if (gone == 0) {
            return "; " + name() + " has not sent " + what + whyNot(sender);
        }
        return gone > come
                ? "; " + name() + " has sent " + what + ", and it has not arrived"
                : "; " + name() + " has sent " + what + " " + Counts.of(gone) + whereItIs(isWanted, received);
    }

    /** Returns what is noted of it, such as that a behavior came too late for it; empty if nothing is. */
    String note() {
        return receiver.peer().flatMap(PartyLog::note).map(note -> "; " + note).orElse("");
    }

    /** Returns what is known of why an end has sent nothing, or not more; may be empty. */
    static String whyNot(PartyLog sender) {
        String unexpected = sender.entries().stream()
                .flatMap(entry -> Events.unexpected(entry.event()).stream())
                .reduce("", (earlier, later) -> "; " + later);
        return unexpected + sender.note().map(note -> "; " + note).orElse("");
    }

    /** Names what took the last one that came, if no other assertion can have one; else, why there are no more. */
    private String whereItIs(Predicate<Event> isWanted, Kind received) {
        List<Entry> come = entries(receiver, received, isWanted);
        if (!come.stream().allMatch(Entry::isClaimed)) {
            return note();
        }
        Entry last = come.get(come.size() - 1);
        String how = last.isIgnored() ? "; the test ignores it" : "; an earlier assertion has claimed it";
        return how + last.claimedAt().map(line -> ", at " + line).orElse("");
    }

    /** Describes how many pings or pongs it has sent; empty if that is unknown. */
    String describeNumber(Kind sent, IntFunction<String> number) {
        if (receiver.peer().isEmpty()) {
            return "";
        }
        int gone = (int) count(receiver.peer().get(), sent, event -> true);
        return "; " + name() + " has sent " + (gone == 0 ? "none" : number.apply(gone)) + note();
    }

    /** Describes whether it has answered the handshake; empty if that is unknown. */
    String describeHandshake() {
        if (receiver.side() != Side.CLIENT || receiver.peer().isEmpty()) {
            return "";
        }
        boolean isAnswered = count(receiver.peer().get(), Kind.ANSWER, event -> true) > 0;
        return "; " + name() + (isAnswered ? " has answered the handshake" : " has not answered the handshake");
    }

    /** Describes whether it has sent a Close frame; of an end that records nothing, what the receiver knows. */
    String describeClose() {
        if (receiver.peer().isEmpty()) {
            return count(receiver, Kind.CLOSE_RECEIVED, event -> true) > 0
                    ? ""
                    : "; " + name()
                            + (count(receiver, Kind.CLOSE_SENT, event -> true) > 0
                                    ? " has not answered the Close frame"
                                    : " has not closed the connection");
        }
        return describe("a Close frame", event -> true, Kind.CLOSE_SENT, Kind.CLOSE_RECEIVED);
    }

    /** Describes whether all that it has sent has arrived; empty if that is unknown. */
    String describeMessages() {
        if (receiver.peer().isEmpty()) {
            return "";
        }
        List<Message> sent = messages(receiver.peer().get(), Kind.SENT);
        List<Message> received = messages(receiver, Kind.RECEIVED);
        if (sent.isEmpty()) {
            return name() + " has sent nothing" + note();
        }
        return sent.equals(received)
                ? name() + " has sent just that" + note()
                : name() + " has sent " + Text.count(sent.size(), "message") + ", " + received.size()
                        + " of them have arrived";
    }

    private static List<Message> messages(PartyLog log, Kind kind) {
        return log.entries().stream()
                .map(Entry::event)
                .filter(event -> event.kind() == kind)
                .flatMap(event -> event.message().stream())
                .toList();
    }

    private static long count(PartyLog log, Kind kind, Predicate<Event> isWanted) {
        return entries(log, kind, isWanted).size();
    }

    private static List<Entry> entries(PartyLog log, Kind kind, Predicate<Event> isWanted) {
        return log.entries().stream()
                .filter(entry -> entry.event().kind() == kind && isWanted.test(entry.event()))
                .toList();
    }
}
