package io.github.windsock.assertions;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asserts that the server has played a fault, and that the client failed the connection. */
final class FaultAssertions {

    /** The codes that a client sends when it fails a connection (RFC 6455, section 7.4.1). */
    private static final Set<Integer> FAILURES = Set.of(1002, 1003, 1007, 1008, 1009, 1010);

    private FaultAssertions() {}

    static String assertFailed(Fault expected, Party party) {
        PartyLog log = PartyLog.of(party);
        Event end = awaitEnd(expected, party, log);
        List<String> played = played(log);
        if (played.stream().noneMatch(each -> isOf(expected, each))) {
            throw Failure.of(
                    party,
                    log + (played.isEmpty() ? " met no fault" : " met another fault"),
                    expected,
                    played.isEmpty() ? "no fault" : String.join(", ", played),
                    reason(end, log));
        }
        if (end.wasClean() && !isRefused(log)) {
            throw Failure.of(
                    party,
                    log + " took the fault " + expected + ", which breaks " + expected.rule(),
                    "a failed connection",
                    "a clean close with " + end.status().orElseThrow(),
                    ClosingStory.why(end, log));
        }
        return reason(end, log);
    }

    private static Event awaitEnd(Fault expected, Party party, PartyLog log) {
        Outcome<Event> outcome = Recorder.of(party)
                .await(log, () -> end(log).<Answer<Event>>map(Answer::found).orElseGet(Answer::pending));
        if (outcome instanceof Outcome.Met<Event> met) {
            return met.value();
        }
        List<String> played = played(log);
        throw Failure.of(
                party,
                log + " did not fail at the fault " + expected + ", which breaks " + expected.rule(),
                "CLOSED",
                log.readyState(),
                ((Outcome.Missed<Event>) outcome).why() + "; "
                        + server(log).map(PartyLog::name).orElse("the server")
                        + (played.isEmpty() ? " has played no fault" : " has played " + String.join(", ", played)));
    }

    /** Returns the faults that the server has recorded for its end of the connection. */
    private static List<String> played(PartyLog log) {
        return server(log).stream()
                .flatMap(server -> server.entries().stream())
                .map(Entry::event)
                .filter(event -> event.kind() == Kind.FAULT)
                .map(event -> event.summary().replaceFirst("^fault +", ""))
                .toList();
    }

    private static Optional<PartyLog> server(PartyLog log) {
        return log.side() == Side.SERVER ? Optional.of(log) : log.peer();
    }

    /** The journal has some faults under a shorter name, such as {@code drop} for {@code dropConnection()}. */
    private static boolean isOf(Fault expected, String played) {
        String java = expected.toString();
        return played.equals(java) || java.startsWith(played) && java.matches(played + "(Connection)?\\(.*");
    }

    private static Optional<Event> end(PartyLog log) {
        return log.closing()
                .or(() -> log.isOver() ? log.closedBy() : Optional.empty())
                .map(Entry::event);
    }

    /** Returns whether the client closed with a code that reports a failure. Such a close is clean at the server. */
    private static boolean isRefused(PartyLog log) {
        return log.side() == Side.SERVER
                && log.entries().stream()
                        .map(Entry::event)
                        .filter(event -> event.kind() == Kind.CLOSE_SENT || event.kind() == Kind.CLOSE_RECEIVED)
                        .findFirst()
                        .filter(first -> first.kind() == Kind.CLOSE_RECEIVED)
                        .flatMap(Event::status)
                        .filter(status -> FAILURES.contains(status.code()))
                        .isPresent();
    }

    /** Prefers the reason of the client, if it is recorded, to what the server saw. */
    private static String reason(Event end, PartyLog log) {
        PartyLog client = log.side() == Side.CLIENT ? log : log.peer().orElse(log);
        return ClosingStory.why(end(client).orElse(end), client);
    }
}
