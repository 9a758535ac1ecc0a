package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.internal.ServerInternals;
import java.util.List;
import java.util.Optional;

/**
 * Describes how a server, an attempt or a party stands when a condition of the user's own has not come true: only what
 * the journal knows, since the cause may be anywhere.
 */
final class CurrentState {

    private CurrentState() {}

    /** Returns a description; empty for a page, whose sockets have one each. */
    static String of(Recorded recorded) {
        if (recorded instanceof EchoServer server) {
            return of(server);
        }
        if (recorded instanceof Attempt attempt) {
            return attempt.connection()
                    .map(connection -> of(PartyLog.of(connection)))
                    .orElseGet(() -> "the attempt to connect is " + shown(attempt));
        }
        return recorded instanceof Party party ? of(PartyLog.of(party)) : "";
    }

    private static String of(EchoServer server) {
        if (ServerInternals.isClosed(server)) {
            return "the server is closed";
        }
        List<Attempt> attempts = server.attempts();
        Optional<ServerConnection> connection = attempts.isEmpty()
                ? last(server.connections()) // from before this test
                : last(attempts).flatMap(Attempt::connection);
        if (connection.isPresent()) {
            return since(PartyLog.of(connection.get())) + ServerInternals.outage(server);
        }
        return attempts.isEmpty()
                ? ServerInternals.whatCame(server)
                : unconnected(attempts) + ServerInternals.outage(server);
    }

    private static String since(PartyLog log) {
        return of(log) + (log.isOver() ? "; no attempt has come since" : "");
    }

    private static <T> Optional<T> last(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private static String unconnected(List<Attempt> attempts) {
        String which = attempts.size() == 1 ? "only attempt" : "last of " + attempts.size() + " attempts";
        return "the " + which + " to connect is " + shown(attempts.get(attempts.size() - 1));
    }

    private static String shown(Attempt attempt) {
        boolean isAnswered = attempt.handshake().status() != 0;
        return attempt + (isAnswered ? "" : ", which has no answer");
    }

    private static String of(PartyLog log) {
        ReadyState state = log.readyState();
        if (log.isOver()) {
            return ClosingStory.of(log) + Sender.whyNot(log);
        }
        String rest = switch (state) {
            case CONNECTING -> new Sender(log).describeHandshake();
            case CLOSING -> new Sender(log).describeClose();
            default -> (log.hasGap() ? "" : messages(log)) + new Sender(log).note();
        };
        return log + " is " + state + rest + Sender.whyNot(log);
    }

    private static String messages(PartyLog log) {
        return "; it has received " + messages(log, Kind.RECEIVED) + "; it has sent " + messages(log, Kind.SENT);
    }

    private static String messages(PartyLog log, Kind kind) {
        List<Message> all = log.entries().stream()
                .map(Entry::event)
                .filter(event -> event.kind() == kind)
                .flatMap(event -> event.message().stream())
                .toList();
        return switch (all.size()) {
            case 0 -> "nothing";
            case 1 -> all.get(0).toString();
            default -> Text.count(all.size(), "message") + ", the last " + all.get(all.size() - 1);
        };
    }
}
