package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.internal.PartyLog;
import java.util.List;
import java.util.function.Predicate;

/** The other end of a party that did not receive something. A failure says first whether it has sent it. */
final class Sender {
    private final PartyLog receiver;

    Sender(PartyLog receiver) {
        this.receiver = receiver;
    }

    /** Returns its name, as far as it has one. */
    String name() {
        return receiver.peer().map(PartyLog::name).orElse(receiver.side() == Side.CLIENT ? "the server" : "the client");
    }

    /** Returns whether it has sent what did not come; empty where that is unknown. */
    String story(Predicate<Event> isWanted, Kind sent, Kind received) {
        if (receiver.peer().isEmpty()) {
            return "";
        }
        long gone = count(receiver.peer().get(), sent, isWanted);
        long come = count(receiver, received, isWanted);
        if (gone == 0) {
            return "; " + name() + " has not sent it";
        }
        return gone > come
                ? "; " + name() + " has sent it, and it has not arrived"
                : "; " + name() + " has sent it " + Counts.of(gone);
    }

    /** Returns that it has not answered a client that is still connecting; empty where that is unknown. */
    String storyOfHandshake() {
        return receiver.side() == Side.CLIENT && receiver.peer().isPresent()
                ? "; " + name() + " has not answered the handshake"
                : "";
    }

    /** Returns whether it has sent a Close frame; empty where that is unknown. */
    String storyOfClose() {
        return story(event -> true, Kind.CLOSE_SENT, Kind.CLOSE_RECEIVED).replace(" it", " a Close frame");
    }

    /** Returns whether what has come is what it has sent; empty where that is unknown. */
    String storyOfAll() {
        if (receiver.peer().isEmpty()) {
            return "";
        }
        List<Message> sent = messages(receiver.peer().get(), Kind.SENT);
        List<Message> received = messages(receiver, Kind.RECEIVED);
        if (sent.isEmpty()) {
            return name() + " has sent nothing";
        }
        return sent.equals(received)
                ? "as " + name() + " has sent it"
                : name() + " has sent " + sent.size() + (sent.size() == 1 ? " message, " : " messages, ")
                        + received.size() + " of them have arrived";
    }

    private static List<Message> messages(PartyLog log, Kind kind) {
        return log.entries().stream()
                .map(Entry::event)
                .filter(event -> event.kind() == kind)
                .flatMap(event -> event.message().stream())
                .toList();
    }

    private static long count(PartyLog log, Kind kind, Predicate<Event> isWanted) {
        return log.entries().stream()
                .map(Entry::event)
                .filter(event -> event.kind() == kind && isWanted.test(event))
                .count();
    }
}
